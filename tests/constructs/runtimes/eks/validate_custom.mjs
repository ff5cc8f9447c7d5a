// Reads a list of objects of Argo Rollouts and Karpenter, and prints what is wrong with each: what their schemas find, and
// fields that no schema asks for, which the schemas by themselves let pass.
import * as argo from "@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1";
import * as karpenter from "@kubernetes-models/karpenter/karpenter.sh/v1";

const kinds = { ...argo, ...karpenter };

function watched(value, path, unread) {
  if (value === null || typeof value !== "object") return value;
  const names = Array.isArray(value) ? [] : Object.keys(value);
  names.forEach((name) => unread.add(`${path}/${name}`));
  const children = new Map();
  const child = (name) => {
    unread.delete(`${path}/${name}`);
    if (!children.has(name)) children.set(name, watched(value[name], `${path}/${name}`, unread));
    return children.get(name);
  };
  return new Proxy(value, {
    get: (target, name) => (Object.hasOwn(target, name) ? child(name) : target[name]),
    ownKeys: (target) => {
      names.forEach((name) => unread.delete(`${path}/${name}`)); // any name is allowed
      return Reflect.ownKeys(target);
    },
  });
}

function problem(object) {
  const unread = new Set();
  const model = new kinds[object.kind](object);
  model.spec = watched(object.spec, "spec", unread);
  try {
    model.validate();
  } catch (error) {
    return String(error.message);
  }
  return [...unread].map((path) => `${path} is not known`).join("; ");
}

let text = "";
process.stdin
  .on("data", (part) => (text += part))
  .on("end", () => console.log(JSON.stringify(JSON.parse(text).map(problem))));

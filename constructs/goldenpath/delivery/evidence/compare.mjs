// Compares templates as `cdk diff` does: a list of {stack, deployed, synthesised} on stdin, what differs on stdout.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';

// The project's own, of the version that it has locked.
const { fullDiff, formatSecurityChanges } = createRequire(join(process.cwd(), 'package.json'))(
  '@aws-cdk/cloudformation-diff',
);

function security(diff) {
  const lines = [];
  const stream = new Writable({
    write(chunk, _, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  formatSecurityChanges(stream, diff, {});
  return lines.join('').replace(/\u001b\[[0-9;]*m/g, '');
}

function compared({ stack, deployed, synthesised }) {
  const diff = fullDiff(deployed ?? {}, synthesised);
  const resources = [];
  diff.resources.forEachDifference((id, change) => {
    resources.push({
      id,
      type: change.resourceType,
      impact: change.changeImpact,
      properties: Object.keys(change.propertyUpdates),
      others: Object.keys(change.otherChanges),
    });
  });
  return {
    stack,
    is_new: deployed === null,
    count: diff.differenceCount,
    resources,
    broadens: diff.permissionsBroadened,
    security: diff.permissionsBroadened ? security(diff) : '',
  };
}

process.stdout.write(JSON.stringify(JSON.parse(await text(process.stdin)).map(compared)));

// Three times what the service can do, and then half of it: what is answered meanwhile, and whether it comes back.
import http from 'k6/http';
import exec from 'k6/execution';
import { Counter, Trend } from 'k6/metrics';

const seconds = Number(__ENV.SECONDS);
const capacity = Number(__ENV.CAPACITY);
const RECOVERY_SECONDS = 5;

export const options = {
  discardResponseBodies: true,
  scenarios: {
    over: {
      executor: 'constant-arrival-rate', rate: 3 * capacity, duration: `${seconds}s`,
      preAllocatedVUs: 2000, maxVUs: 2000,
    },
    after: {
      executor: 'constant-arrival-rate', rate: Math.round(capacity / 2), duration: `${2 * RECOVERY_SECONDS}s`,
      startTime: `${seconds}s`, preAllocatedVUs: 200, maxVUs: 400,
    },
  },
};

const good = new Counter('good');
const refused = new Counter('refused');
const broken = new Counter('broken');
const recovered = new Trend('recovered_ms');
const recoveredFailures = new Counter('recovered_failures');

export default function () {
  const isOver = exec.scenario.name === 'over';
  const elapsed = (Date.now() - exec.scenario.startTime) / 1000;
  const answer = http.get(__ENV.URL);
  if (isOver) {
    if (answer.status === 200) good.add(1);
    else if (answer.status === 503 && answer.headers['Retry-After']) refused.add(1);
    else broken.add(1);
  } else if (elapsed >= RECOVERY_SECONDS) {
    recovered.add(answer.timings.duration);
    recoveredFailures.add(answer.status === 200 ? 0 : 1);
  }
}

// One page, again and again: as fast as it is answered (VUS), or so many a second whatever happens (RATE).
import http from 'k6/http';

const open = {
  executor: 'constant-arrival-rate', rate: Number(__ENV.RATE), duration: `${__ENV.SECONDS}s`,
  preAllocatedVUs: 200, maxVUs: 1000,
};
const closed = { executor: 'constant-vus', vus: Number(__ENV.VUS), duration: `${__ENV.SECONDS}s` };

export const options = {
  scenarios: { page: __ENV.RATE ? open : closed },
  discardResponseBodies: true,
};

export default function () {
  http.get(__ENV.URL);
}

// Shoppers who browse staging for two minutes. The thresholds are the storefront's objectives.
import http from 'k6/http';
import { check } from 'k6';

const shop = __ENV.SERVICE_URL.replace(/\/$/, '');

export const options = {
  scenarios: {
    browsing: {
      executor: 'ramping-arrival-rate',
      startRate: 1,
      timeUnit: '1s',
      preAllocatedVUs: 50,
      stages: [
        { target: Number(__ENV.REQUESTS_PER_SECOND || 20), duration: __ENV.RAMP || '30s' },
        { target: Number(__ENV.REQUESTS_PER_SECOND || 20), duration: __ENV.HOLD || '90s' },
      ],
    },
  },
  thresholds: {
    http_req_failed: ['rate<0.001'], // available to 99.9 %
    http_req_duration: ['p(99)<300'], // milliseconds
    checks: ['rate==1'],
  },
};

const pages = ['/', '/?query=mug', '/products/trail-mug', '/basket'];

export default function () {
  const page = pages[Math.floor(Math.random() * pages.length)];
  const answer = http.get(`${shop}${page}`, { tags: { page } });
  check(answer, { 'it is a page of the shop': (it) => it.body !== null && it.body.includes('</html>') });
}

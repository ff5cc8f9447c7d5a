// A shopper: looks at the shelf, searches, reads, puts something into the basket, orders.
import http from 'k6/http';
import { check, fail } from 'k6';

export const options = {
  scenarios: {
    journey: { executor: 'constant-vus', vus: Number(__ENV.VUS), duration: `${__ENV.SECONDS}s` },
  },
};

export default function () {
  const shop = __ENV.URL;
  http.get(`${shop}/`);
  http.get(`${shop}/?query=mug`);
  http.get(`${shop}/products/trail-mug`);
  const basket = http.post(`${shop}/basket`, { product_id: 'trail-mug', quantity: '1' });
  const key = /name="key" value="([^"]+)"/.exec(basket.body);
  if (!key) fail('the basket has no key');
  const order = http.post(`${shop}/orders`, { key: key[1] });
  check(order, { 'the order is confirmed': (page) => page.body.includes('your order is confirmed') });
}

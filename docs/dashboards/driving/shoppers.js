// Shoppers who come at a rate that changes: all look around, some fill a basket, some order.
import http from 'k6/http';

const stages = JSON.parse(__ENV.STAGES);

export const options = {
  scenarios: {
    shoppers: {
      executor: 'ramping-arrival-rate', startRate: stages[0].target, stages, preAllocatedVUs: 50, maxVUs: 200,
    },
  },
};

const WORDS = ['', 'mug', 'book', 'bag', 'trail', 'field', 'lamp'];
const BUYING = 0.3;

export default function () {
  const shop = __ENV.URL;
  const word = WORDS[Math.floor(Math.random() * WORDS.length)];
  const shelf = http.get(`${shop}/?query=${word}`);
  const seen = [...String(shelf.body).matchAll(/\/products\/([a-z0-9-]+)/g)].map((found) => found[1]);
  const product = seen.length ? seen[Math.floor(Math.random() * seen.length)] : 'trail-mug';
  http.get(`${shop}/products/${product}`);
  if (Math.random() > BUYING) return;
  const basket = http.post(`${shop}/basket`, { product_id: product, quantity: '1' });
  const key = /name="key" value="([^"]+)"/.exec(basket.body);
  if (key) http.post(`${shop}/orders`, { key: key[1] });
}

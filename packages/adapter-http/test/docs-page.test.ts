import test from 'ava';
import { hasChromium, openedChromium } from './chromium.js';
import { at, operationsIn } from './described.js';
import { runningApi } from './running-api.js';

test('the page and its files allow only resources of this server', async (t) => {
  const { url } = await runningApi(t);
  for (const file of ['', '/start.js', '/swagger-ui.css', '/swagger-ui-bundle.js', '/favicon-32x32.png']) {
    const response = await fetch(`${url}/docs${file}`, { headers: { connection: 'close' } });
    t.is(response.status, 200, file);
    t.regex(response.headers.get('content-security-policy') ?? '', /^default-src 'none'; script-src 'self';/, file);
    t.true((await response.arrayBuffer()).byteLength > 100, file);
  }
});

const inBrowser = hasChromium ? test : test.skip;

inBrowser('a browser finds every operation, tries one, and asks no other host for anything', async (t) => {
  t.timeout(120_000);
  const { url, call } = await runningApi(t);
  const { json: document } = await call('GET', '/openapi.json');
  const page = await (await openedChromium(t)).newPage();
  const elsewhere: Array<string> = [];
  const refused: Array<string> = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`) && !request.url().startsWith('data:')) elsewhere.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') refused.push(message.text());
  });
  await page.goto(`${url}/docs`);

  const operations = operationsIn(document).map(({ operation }) => String(at(operation, 'operationId')));
  t.true(operations.length > 20);
  for (const operation of operations)
    await page.locator(`[id$="-${operation}"].opblock`).waitFor({ state: 'visible', timeout: 60_000 });
  t.is(await page.locator('.opblock').count(), operations.length);

  await page.getByRole('button', { name: 'Authorize' }).first().click();
  await page.locator('.auth-container input').fill('secret');
  await page.locator('.auth-container').getByRole('button', { name: 'Apply credentials' }).click();
  await page.getByRole('button', { name: 'Close' }).last().click();
  const readCustomer = page.locator('[id$="-readCustomer"].opblock');
  await readCustomer.locator('.opblock-summary-control').click();
  await readCustomer.locator('tr[data-param-name="externalId"] input').fill('CRM-1');
  await readCustomer.locator('tr[data-param-name="segmentHistory"] select').selectOption('true');
  const [response] = await Promise.all([
    page.waitForResponse((each) => each.url().includes('/v1/casm/customers/read')),
    readCustomer.getByRole('button', { name: 'Execute' }).click(),
  ]);
  t.is(response.status(), 200, response.url());
  await readCustomer.locator('.live-responses-table').getByText('segmentHistory', { exact: false }).first().waitFor();

  t.deepEqual(elsewhere, []);
  t.deepEqual(refused, []);
});

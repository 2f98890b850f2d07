import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import test from 'ava';
import { parse } from 'yaml';
import { inRoot } from '../../scripts/lib/project.mjs';
import { run } from '../../scripts/lib/run.mjs';
import { alertCases, promtoolTests } from './alert-cases.mjs';
import { declaredSeries, expressionsIn, faultsInExpression } from './expressions.mjs';

const engines = await import(pathToFileURL(inRoot('testing/engines/dist/index.js')).href);
const promtool = await engines.promtool();
engines.skipReason(promtool.left ?? null);

const series = declaredSeries(inRoot('docs/reference/metrics.md'));
const read = (file) => readFileSync(inRoot(file), 'utf8');

for (const { file, expressions } of [
  { file: 'deploy/prometheus/alerts.yaml', expressions: expressionsIn.rules },
  { file: 'deploy/grafana/casm.json', expressions: expressionsIn.dashboard },
])
  test(`the expressions of ${file} are PromQL over metrics and labels that exist`, (t) => {
    const found = expressions(read(file));
    t.true(found.length > 10);
    t.deepEqual(
      found.flatMap((expression) => faultsInExpression(expression, series)),
      [],
    );
  });

/** The metrics that no expression names. */
const notIn = (expressions) => {
  const text = expressions.join('\n');
  const metrics = new Set([...series.keys()].map((name) => name.replace(/_(?:bucket|sum|count)$/, '')));
  return [...metrics].filter(
    (metric) => metric.startsWith('casm_') && !new RegExp(`\\b${metric}(?:_bucket|_sum|_count)?\\b`).test(text),
  );
};

test('the dashboard shows every metric', (t) => {
  const shown = expressionsIn.dashboard(read('deploy/grafana/casm.json'));
  t.deepEqual(notIn(shown), []);
  t.deepEqual(notIn(shown.filter((expression) => !expression.includes('casm_ready'))), ['casm_ready']);
});

for (const [what, expression, expected] of [
  ['an expression that does not parse', 'sum(rate(casm_changes_refused_total[5m])', /does not parse/],
  ['a metric that does not exist', 'max(casm_changes_waiting) > 0', /no metric casm_changes_waiting/],
  ['a histogram without a suffix', 'rate(casm_commit_batch_changes[5m])', /no metric casm_commit_batch_changes/],
  ['a label that the metric lacks', 'casm_http_request_duration_seconds_count{code="500"}', /no label code/],
  ['a grouping by such a label', 'sum by (partition) (casm_relay_lag_messages)', /no label partition/],
  ['a rate of what may fall', 'sum(rate(casm_changes_queued[5m]))', /which is no counter/],
])
  test(`red: ${what}`, (t) => t.regex(faultsInExpression(expression, series).join('\n'), expected));

const withPromtool = (title, body) =>
  promtool._tag === 'Right'
    ? test(title, (t) => body(t, (...args) => run(promtool.right, args)))
    : test.skip(`${title} (${promtool.left})`, (t) => t.fail());

const alerts = inRoot('deploy/prometheus/alerts.yaml');
const { groups } = parse(read('deploy/prometheus/alerts.yaml'));
const rules = groups.flatMap((group) => group.rules);

/** A file of a test, as JSON, which is YAML. */
const written = (t, content) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'casm-promtool-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'file.yaml');
  writeFileSync(file, JSON.stringify(content));
  return file;
};

withPromtool('promtool accepts the alert rules', async (t, run) => {
  const { code, output } = await run('check', 'rules', alerts);
  t.is(code, 0, output);
});

/** As rules that record what the panels show. */
const recorded = (expressions) => ({
  groups: [
    {
      name: 'panels',
      rules: expressions.map((expr, at) => ({
        record: `panel_${at}`,
        expr: expr.replaceAll('$__rate_interval', '5m'),
      })),
    },
  ],
});

withPromtool(
  'promtool accepts the expressions of the dashboard, and tells one that it does not take',
  async (t, run) => {
    const expressions = expressionsIn.dashboard(read('deploy/grafana/casm.json'));
    const { code, output } = await run('check', 'rules', written(t, recorded(expressions)));
    t.is(code, 0, output);
    t.regex(output, new RegExp(`SUCCESS: ${expressions.length} rules found`));
    const red = await run('check', 'rules', written(t, recorded(['rate(casm_logins_total)'])));
    t.not(red.code, 0);
    t.regex(red.output, /expected type range vector/);
  },
);

test('each alert has a case in which it fires and one in which it does not', (t) =>
  t.deepEqual(
    rules.map(({ alert }) => alert),
    Object.keys(alertCases),
  ));

withPromtool(
  'each alert fires when it should, with its labels and annotations, and is quiet otherwise',
  async (t, run) => {
    const { code, output } = await run('test', 'rules', written(t, promtoolTests(alerts, rules, alertCases)));
    t.is(code, 0, output);
  },
);

withPromtool('red: an alert whose threshold has moved, and one that counts a table twice', async (t, run) => {
  const changed = rules.map((rule) => ({
    ...rule,
    expr: rule.expr
      .replace('> 0.01', '> 0.1')
      .replace('max by (topic) (last_over_time(casm_outbox', 'sum by (topic) (last_over_time(casm_outbox'),
  }));
  const file = written(t, { groups: [{ name: 'casm', rules: changed }] });
  const { code, output } = await run('test', 'rules', written(t, promtoolTests(file, rules, alertCases)));
  t.not(code, 0);
  t.deepEqual(
    [...new Set(output.match(/alertname: \w+/g))],
    ['alertname: CasmRequestsFail', 'alertname: CasmOutboxGrows'],
  );
});

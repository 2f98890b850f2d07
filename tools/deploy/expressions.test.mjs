import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import test from 'ava';
import { inRoot } from '../../scripts/lib/project.mjs';
import { declaredSeries, expressionsIn, faultsInExpression } from './expressions.mjs';

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

for (const [what, expression, expected] of [
  ['an expression that does not parse', 'sum(rate(casm_changes_refused_total[5m])', /does not parse/],
  ['a metric that does not exist', 'max(casm_changes_waiting) > 0', /no metric casm_changes_waiting/],
  ['a histogram without a suffix', 'rate(casm_commit_batch_changes[5m])', /no metric casm_commit_batch_changes/],
  ['a label that the metric lacks', 'casm_http_request_duration_seconds_count{code="500"}', /no label code/],
  ['a grouping by such a label', 'sum by (partition) (casm_relay_lag_messages)', /no label partition/],
  ['a rate of what may fall', 'sum(rate(casm_changes_queued[5m]))', /which is no counter/],
])
  test(`red: ${what}`, (t) => t.regex(faultsInExpression(expression, series).join('\n'), expected));

const promtool = spawnSync('promtool', ['--version']).error === undefined;

(promtool ? test : test.skip)('promtool accepts the alert rules', (t) => {
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'rules', inRoot('deploy/prometheus/alerts.yaml')]);
  t.is(status, 0, `${stdout}${stderr}`);
});

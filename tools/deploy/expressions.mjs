import { readFileSync } from 'node:fs';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';

/** The labels that Prometheus gives to what it scrapes. */
const labelsOfTargets = ['job', 'instance'];

/** Prometheus makes it for each target. */
const ofTargets = [['up', { type: 'gauge', labels: [] }]];

/** What Node and prom-client tell; their reference is not ours. */
const isOfNode = (metric) => /^(?:nodejs|process)_/.test(metric);

const countersOnly = ['rate', 'irate', 'increase'];

const cellsOf = (line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('`', ''));

/** The series that the tables of docs/reference/metrics.md declare, by name: the type and the labels of each. */
const seriesIn = (reference) => {
  const series = new Map(ofTargets);
  for (const line of reference.split('\n').filter((each) => each.startsWith('| `'))) {
    const [, name, type, labels] = cellsOf(line);
    const named = labels === '' ? [] : labels.split(', ');
    if (type !== 'histogram') series.set(name, { type, labels: named });
    else {
      series.set(`${name}_bucket`, { type: 'counter', labels: [...named, 'le'] });
      for (const suffix of ['sum', 'count']) series.set(`${name}_${suffix}`, { type: 'counter', labels: named });
    }
  }
  return series;
};

/** The nodes of a tree with the names of those around each. */
const nodesIn = (text) => {
  const nodes = [];
  const around = [];
  parser.parse(text).iterate({
    enter: ({ name, from, to, type }) => {
      nodes.push({ name, text: text.slice(from, to), from, isError: type.isError, around: [...around] });
      around.push({ name, text: text.slice(from, to) });
    },
    leave: () => void around.pop(),
  });
  return nodes;
};

const functionAround = ({ around }) =>
  around.findLast(({ name }) => name === 'FunctionCall')?.text.match(/^\w+/)?.[0] ?? '';

/** Everything that is wrong with an expression of PromQL over these series. `$__rate_interval` is Grafana's. */
export const faultsInExpression = (expression, series) => {
  const nodes = nodesIn(expression.replaceAll('$__rate_interval', '5m'));
  const unparsed = nodes.filter(({ isError }) => isError);
  if (unparsed.length > 0) return unparsed.map(({ from }) => `${expression}: PromQL does not parse at ${from}`);
  const metrics = nodes.filter(({ name, around }) => name === 'Identifier' && around.at(-1)?.name === 'VectorSelector');
  const known = metrics.filter(({ text }) => series.has(text));
  const labelsOf = (names) => names.flatMap((name) => series.get(name)?.labels ?? []);
  const allLabels = [...labelsOfTargets, ...labelsOf(known.map(({ text }) => text))];
  const labelFaults = nodes
    .filter(({ name }) => name === 'LabelName')
    .filter(({ text, around }) => {
      const selector = around.findLast(({ name }) => name === 'VectorSelector');
      const metric = selector?.text.match(/^\w+/)?.[0];
      return !(metric === undefined ? allLabels : [...labelsOfTargets, ...labelsOf([metric])]).includes(text);
    })
    .map(({ text }) => `${expression}: no label ${text} there`);
  return [
    ...metrics
      .filter(({ text }) => !series.has(text) && !isOfNode(text))
      .map(({ text }) => `${expression}: there is no metric ${text}`),
    ...known
      .filter((node) => countersOnly.includes(functionAround(node)) && series.get(node.text).type !== 'counter')
      .map((node) => `${expression}: ${functionAround(node)} of ${node.text}, which is no counter`),
    ...(metrics.some(({ text }) => isOfNode(text)) ? [] : labelFaults),
  ];
};

/** The expressions of alert rules, and of a dashboard of Grafana. */
export const expressionsIn = {
  rules: (text) => parse(text).groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)),
  dashboard: (text) => JSON.parse(text).panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
};

export const declaredSeries = (file) => seriesIn(readFileSync(file, 'utf8'));

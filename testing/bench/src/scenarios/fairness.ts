import { contest } from '../contest.js';
import type { Phase } from '../generator-process.js';
import { generate, only } from '../generator.js';
import type { Report, Scenario } from '../scenario.js';
import { median } from '../statistics.js';

/** What each client may send, in requests a second. */
const limit = 300;
/** What the client within its limit sends. */
const within = 0.9 * limit;
const beyond = 10 * limit;

/** They are reported separately: all connections of a client send their first request together then, and each of them is parsed. */
const firstSeconds = 2;

const campaign = 'a-token-of-the-campaign-tool';
const callCentre = 'a-token-of-the-call-centre';

/**
 * A client within its limit, alone and beside another that sends ten times what it may, whatever the answers are. Each sends changes at a
 * steady rate, from a process of its own. Beside another that keeps to its limit, a client is slower too: the limit leaves that load to the
 * other. The last contender has no limits: what they are for.
 */
export const fairness: Scenario = {
  name: 'fairness',
  run: async (stage): Promise<Report> => {
    const { customers, say } = stage;
    const tokens = { CASM_API_TOKENS: `campaign:${campaign},call-centre:${callCentre}` };
    const limited = await stage.start('serve', {
      ...tokens,
      CASM_CLIENT_RATE: String(limit),
    });
    const open = await stage.start('serve', tokens);

    const sends = (url: string, token: string, rate: number, connections: number) => (seconds: number) =>
      generate({
        url,
        token,
        get: null,
        customers,
        connections,
        phases: [
          { rate, seconds: firstSeconds, warmUp: 0 },
          { rate, seconds, warmUp: 0 },
        ],
      });
    const sayWhatIsWrong = ({ refusedPerSecond, failed, broken, unsent }: Phase): void => {
      if (refusedPerSecond > 0 || failed > 0 || broken > 0 || unsent > 0)
        say(
          `  the client within its limit: refused ${refusedPerSecond}/s, failed ${failed}, broken ${broken}, unsent ${unsent}`,
        );
    };
    const figuresOf = (phases: ReadonlyArray<Phase>) => {
      const [begin, ...rest] = phases;
      const { goodPerSecond, p50, p99 } = only(rest);
      phases.forEach(sayWhatIsWrong);
      return {
        throughput: goodPerSecond,
        p50: p50 ?? Number.NaN,
        p99: p99 ?? Number.NaN,
        'p99 of the first seconds': begin?.p99 ?? Number.NaN,
      };
    };
    const alone = (url: string) => async (seconds: number) =>
      figuresOf(await sends(url, callCentre, within, 64)(seconds));
    const beside = (url: string, rate: number) => async (seconds: number) => {
      const [other, mine] = await Promise.all([
        sends(url, campaign, rate, 256)(seconds),
        sends(url, callCentre, within, 64)(seconds),
      ]);
      const { sentPerSecond, goodPerSecond } = only(other.slice(1));
      say(`  the other: sent ${sentPerSecond.toFixed(0)}/s, good ${goodPerSecond.toFixed(0)}/s`);
      return { ...figuresOf(mine), other: goodPerSecond };
    };

    const names = {
      alone: 'alone',
      polite: 'beside the other, which keeps to its limit',
      beside: 'beside the other',
      open: 'beside the other, without limits',
    };
    const result = await contest(stage, {
      [names.alone]: alone(limited.url),
      [names.polite]: beside(limited.url, within),
      [names.beside]: beside(limited.url, beyond),
      [names.open]: beside(open.url, beyond),
    });
    const runs = (contender: string, measure: string): ReadonlyArray<number> =>
      result.figures.find(({ name }) => name === `${contender}, ${measure}`)?.runs ?? [];
    /** The median of the ratios of the pairs. */
    const kept = (contender: string, measure: string, to = names.alone): number =>
      median(runs(contender, measure).map((value, round) => value / (runs(to, measure)[round] ?? Number.NaN)));
    return {
      title: `Fairness: ${within} changes a second of a client that may send ${limit}, beside ${beyond} of one that may send as many`,
      figures: result.figures,
      ratios: [
        { name: 'throughput, beside to alone', value: kept(names.beside, 'throughput'), goal: { atLeast: 0.95 } },
        { name: 'p99, beside to alone', value: kept(names.beside, 'p99'), goal: { atMost: 1.5 } },
        {
          name: 'what the other is let do, to its limit',
          value: result.of(names.beside, 'other') / limit,
          goal: { atMost: 1.05 },
        },
      ],
      notes: [
        `Each run is measured for ${stage.seconds} s, ${firstSeconds} s after its start; these are reported separately`,
        `p99: beside the other that keeps to its limit ${kept(names.polite, 'p99').toFixed(2)} × that of alone, and beside the other ${kept(names.beside, 'p99', names.polite).toFixed(2)} × that of beside the other that keeps to its limit`,
        `Ratios are medians over the pairs; without limits the throughput is ${kept(names.open, 'throughput').toFixed(2)} × and the p99 ${kept(names.open, 'p99').toFixed(2)} × that of alone`,
        `${stage.database.durability}; ${customers} customers; load generators and PostgreSQL on the same machine`,
        ...result.cores,
      ],
    };
  },
};

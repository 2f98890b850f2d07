type LocalTime = (moment: number) => string;

const second = 1000;
const hour = 3600 * second;
const day = 24 * hour;

/** Formats local time in the zone as `2026-02-01 08:00:00`; null if Node does not know the zone. */
export const localTimeIn = (timeZone: string): LocalTime | null => {
  try {
    const two = '2-digit';
    const format = new Intl.DateTimeFormat('en', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: two,
      day: two,
      hour: two,
      minute: two,
      second: two,
    });
    return (moment) => {
      const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]));
      const of = (...types: ReadonlyArray<Intl.DateTimeFormatPartTypes>) => types.map((type) => parts.get(type) ?? '');
      return `${of('year', 'month', 'day').join('-')} ${of('hour', 'minute', 'second').join(':')}`;
    };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};

export const dateOf = (localTime: string): string => localTime.slice(0, 10);

/**
 * The range in which the days of a zone are compared: the oldest versions, and announced changes of the zone's rules.
 */
const years = { before: 5, after: 1 };

/** The first second of every local day and the second before it. Two clocks that agree on these agree on all days. */
export const edgesOfDays = (local: LocalTime, now: number): ReadonlyArray<number> => {
  const from = Math.floor(now / day) * day - years.before * 365 * day;
  return Array.from({ length: (years.before + years.after) * 365 }, (_, index) => from + index * day).flatMap(
    (utcDay) => {
      const first = firstSecond(local, utcDay);
      return [first - second, first];
    },
  );
};

/** Usually the zone's offset gives the answer; where clocks change at midnight, a binary search does. */
const firstSecond = (local: LocalTime, utcDay: number): number => {
  const offset = Date.parse(`${local(utcDay).replace(' ', 'T')}Z`) - utcDay;
  const guess = utcDay - offset;
  if (dateOf(local(guess - second)) !== dateOf(local(guess))) return guess;
  let [before, after] = [guess - 2 * hour, guess + 2 * hour];
  const next = dateOf(local(after));
  while (after - before > second) {
    const middle = before + Math.floor((after - before) / (2 * second)) * second;
    if (dateOf(local(middle)) === next) after = middle;
    else before = middle;
  }
  return after;
};

import Holidays from 'date-holidays';
import { PLANNING } from './means.js';

const NATIONS = /** @type {const} */ (['ENG', 'WLS', 'SCT', 'NIR']);

/** Bank holidays of the four nations within the horizon, weekend days left out: nobody works on those anyway. */
export function holidayRows() {
  const firstYear = Number(PLANNING.start.slice(0, 4));
  const lastYear = Number(PLANNING.end.slice(0, 4));
  return NATIONS.flatMap((nation) => {
    const calendar = new Holidays('GB', nation, { languages: ['en'] });
    const days = new Map();
    for (let year = firstYear; year <= lastYear; year += 1)
      for (const { date, name, type } of calendar.getHolidays(year)) {
        const day = date.slice(0, 10);
        const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
        if (
          (type === 'public' || type === 'bank') &&
          weekday !== 0 &&
          weekday !== 6 &&
          day <= PLANNING.end &&
          !days.has(day)
        )
          days.set(day, { date: day, nation, name });
      }
    return [...days.values()];
  });
}

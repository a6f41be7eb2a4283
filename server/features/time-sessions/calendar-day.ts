/** A day of the calendar, without a zone: YYYY-MM-DD. */
export type CalendarDay = string

export type WeekStart = 'monday' | 'sunday' | 'saturday'

const DAY_MS = 86_400_000
const WEEKDAY: Readonly<Record<WeekStart, number>> = { sunday: 0, monday: 1, saturday: 6 }

/** The day of a clock in UTC. */
export function dayOfMs(ms: number): CalendarDay {
  return new Date(ms).toISOString().slice(0, 10)
}

export function addDays(day: CalendarDay, count: number): CalendarDay {
  return dayOfMs(Date.parse(day) + count * DAY_MS)
}

/** How many days later the second is. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
}

/** 0 is Sunday. */
export function weekdayOf(day: CalendarDay): number {
  return new Date(day).getUTCDay()
}

/** The first day of its week. */
export function weekOf(day: CalendarDay, weekStart: WeekStart): CalendarDay {
  return addDays(day, -((weekdayOf(day) - WEEKDAY[weekStart] + 7) % 7))
}

/** The same for those who ask millions of times of few days. */
export function weekFinder(weekStart: WeekStart): (day: CalendarDay) => CalendarDay {
  const found = new Map<CalendarDay, CalendarDay>()
  return (day) => {
    const known = found.get(day)
    if (known !== undefined) return known
    const week = weekOf(day, weekStart)
    found.set(day, week)
    return week
  }
}

/** The first day of the month that is so many months after that of the day. */
export function monthOf(day: CalendarDay, months = 0): CalendarDay {
  const at = new Date(day)
  return dayOfMs(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1))
}

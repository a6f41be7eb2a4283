import type { WantedTask } from './tracked-task.ts'

const DAY = /^(\d{4})-(\d{2})-(\d{2})/

/** A day or an instant; undefined for what is none, such as the 30th of February. */
export function readDue(text: string): WantedTask['due'] | undefined {
  const [, year = '', month = '', day = ''] = DAY.exec(text) ?? []
  // Noon: the same day for everybody between UTC-12 and UTC+11.
  const noon = new Date(`${year}-${month}-${day}T12:00:00.000Z`)
  if (Number.isNaN(noon.getTime()) || noon.getUTCDate() !== Number(day)) return undefined
  if (text.length === 10) return { at: noon.toISOString(), hasTime: false }
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? undefined : { at: at.toISOString(), hasTime: true }
}

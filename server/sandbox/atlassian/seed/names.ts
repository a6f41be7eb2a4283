/** Invented words from which the world's names are made; several scripts, emoji and right-to-left text on purpose. */
export const PEOPLE = [
  ['Ines Alder', 'ialder'],
  ['Milo Brandt', 'mbrandt'],
  ['Élodie Fontaine', 'efontaine'],
  ['Дмитрий Соколов', 'dsokolov'],
  ['نادية حداد', 'nhaddad'],
  ['Tomoko 佐藤', 'tsato'],
  ['Bruno Costa 🌵', 'bcosta'],
  ["Siobhán O'Dell", 'sodell'],
  ['Lena Lindqvist', 'llindqvist'],
  ['יעל כהן', 'ycohen'],
] as const

export const PHASES = ['Concept', 'Detailed design', 'Build 🏗️', 'Hand-over'] as const

export const PACKAGES = [
  'Foundations & drainage',
  'Élévations',
  'Power supply',
  'تكييف الهواء',
  'Fire protection',
  'Roof <terrace>',
] as const

export const TASKS = [
  'Check the load cases',
  'Send drawings to the supplier',
  'Ask for the “as built” plan',
  'Measure room 4.12',
  'Order samples 🧱',
  'Write the minutes',
] as const

export const PAGES = [
  'Meeting notes',
  'Risk register',
  'Site visit',
  'Décisions',
  'Supplier talk',
  'Weekly plan 📋',
] as const

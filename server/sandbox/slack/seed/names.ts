import type { SeededPerson } from '../options.ts'

const HOUSE = 'northwind.example'

/** Several scripts and emoji on purpose; the third has no e-mail that the app may see. */
export const PEOPLE: readonly SeededPerson[] = [
  { name: 'Amara Okafor', email: `amara.okafor@${HOUSE}` },
  { name: 'Élodie Fontaine', email: `elodie.fontaine@${HOUSE}` },
  { name: 'Noor <Guest> & Co', email: null },
  { name: 'Дмитрий Соколов', email: `dmitri.sokolov@${HOUSE}` },
  { name: 'نادية حداد', email: `nadia.haddad@${HOUSE}` },
  { name: 'Tomoko 佐藤', email: `Tomoko.Sato@${HOUSE}` },
  { name: 'Bruno Costa 🌵', email: `bruno.costa@${HOUSE}` },
  { name: 'יעל כהן', email: `yael.cohen@${HOUSE}` },
  { name: "Siobhán O'Dell", email: `siobhan.odell@${HOUSE}` },
  { name: 'Lena Lindqvist', email: `lena.lindqvist@${HOUSE}` },
]

export const SCOPES = [
  'chat:write',
  'users:read',
  'users:read.email',
  'channels:read',
  'groups:read',
  'channels:history',
  'groups:history',
  'incoming-webhook',
] as const

/** Invented people and places; several scripts, right-to-left text and emoji on purpose. */
export const APPLICANTS = [
  ['Анна', 'Соколова', 'Петровна', 'anna.sokolova'],
  ['Élodie', 'Fontaine', null, 'elodie.fontaine'],
  ['نادية', 'حداد', null, 'nadia.haddad'],
  ['Bruno', "D'Ávila", null, 'bruno.davila'],
  ['יעל', 'כהן', null, 'yael.cohen'],
  ['Дмитрий', 'Ковалёв', 'Игоревич', 'dmitri.kovalev'],
  ['智子', '佐藤', null, 'tomoko.sato'],
  ['Jörg', 'Müller-Lüdenscheidt', null, 'joerg.mueller'],
  ['Amara', 'Okafor', null, 'amara.okafor'],
  ['Zoë 🌻', 'Lindqvist', null, 'zoe.lindqvist'],
] as const

export const PHONES = ['+7 (916) 123-45-', '+375 29 765-43-', '+44 20 7946 09', '8 495 000 11 '] as const

export const POSITIONS = [
  'Backend developer',
  'Дизайнер интерфейсов',
  'QA engineer 🔎',
  'מנהלת מוצר',
  'محلل بيانات',
  'Office manager',
  'Head of sales',
] as const

export const COMPANIES = ['Northwind Studio', 'ООО «Ромашка»', 'شركة المثال', 'Umbrella Textiles'] as const

export const STAGES = [
  ['New', 'user', null],
  ['Отобран', 'user', 3],
  ['Interview with the team', 'user', 7],
  ['Offer', 'offer', 5],
  ['Принят на работу', 'hired', null],
  ['Rejected', 'trash', null],
] as const

export const REASONS = ['Too expensive', 'Не тот опыт', 'Declined the offer', 'לא הגיע לראיון'] as const

export const SOURCES = [
  ['HeadHunter', 'system', 'HH'],
  ['LinkedIn', 'system', 'LI'],
  ['Recommendation', 'user', null],
  ['Работа.by', 'user', null],
] as const

export const TAGS = [
  ['remote', '00ad3b'],
  ['срочно', 'd60800'],
  ['מומלץ', '536cfe'],
  ['senior 🚀', 'e16b16'],
] as const

export const COMMENTS = [
  'Called, wants to work from home.',
  'Опыт 6 лет, ждёт оффер',
  'تم الاتفاق على الموعد',
  'Notes are in the file 🙏',
] as const

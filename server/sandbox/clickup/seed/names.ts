/** Invented words from which the Workspace's names are made; several scripts, emoji and right-to-left text on purpose. */
export const PEOPLE = [
  ['Amara Okafor', 'amara.okafor'],
  ['Élodie Fontaine', 'elodie.fontaine'],
  ['Дмитрий Соколов', 'dmitri.sokolov'],
  ['نادية حداد', 'nadia.haddad'],
  ['Tomoko 佐藤', 'tomoko.sato'],
  ['Bruno Costa 🌵', 'bruno.costa'],
  ['יעל כהן', 'yael.cohen'],
  ["Siobhán O'Dell", 'siobhan.odell'],
  ['Lena Lindqvist', 'lena.lindqvist'],
  ['Mateo Vega', 'mateo.vega'],
] as const

export const ZONES = ['Europe/Madrid', 'America/New_York', 'Asia/Kolkata', 'UTC'] as const
export const COLORS = ['#536cfe', '#e16b16', '#0f9d9f', '#b388ff', '#d60800', '#667684'] as const

export const SPACE_NAMES = ['Hiring 🤝', 'Product', 'التسويق', 'Operations', 'Security'] as const
export const FOLDER_NAMES = [
  'Candidates 2026',
  'Roadmap',
  'קמפיינים',
  'Office',
  'Findings 🔎',
  'Archive',
] as const
export const LIST_NAMES = [
  'Backend developers',
  'Designers ✏️',
  'מועמדים חדשים',
  'Sprint 14',
  'Bugs 🐞',
  'مهام الأسبوع',
  'Suppliers',
  'Scanner findings',
  'Кандидаты QA',
  'Ideas',
] as const

export const TASK_NAMES = [
  'Call the candidate back',
  'Соколова Анна Петровна',
  'Prepare the offer letter 📝',
  'مراجعة السيرة الذاتية',
  'Rotate the signing keys',
  'לתאם ראיון טכני',
  'Fix the login loop on Safari',
  'Petrov Ilya – Senior Go developer',
  'Draft release notes 🚀🚀',
  'Renew the office lease',
  '👩‍💻 Pair on the import job',
  'Outdated TLS on mail gateway',
  'Müller, Jörg',
  'Ask for references',
] as const

export const DESCRIPTIONS = [
  '# What to do\n\nTalk to **both** sides and write down what was agreed.\n\n- salary\n- start date',
  'CV: [profile](https://www.linkedin.com/in/example-person/)\nPhone +375 29 123-45-67, mail person@example.com',
  '',
  'نص عربي مع رابط [هنا](https://rabota.example/resume/42) وبعض **الكلمات**.',
  'Seen by the scanner on `mail-2`.\n\n> TLS 1.0 is still offered\n\n1. switch it off\n2. check again',
] as const

export const COMMENTS = [
  'Interview went well, see the notes.',
  'Can we move this to Thursday? 🙏',
  'שלחתי לו הודעה',
  'Резюме во вложении, опыт 6 лет',
  'تم الاتفاق على الموعد',
  'What is the salary range?',
  'Blocked until the supplier answers.',
] as const

export const TAG_NAMES = [
  'urgent',
  'clickup-new',
  'remote',
  'дизайн',
  'needs review',
  'מיידי',
  'security 🔐',
  'q4',
] as const

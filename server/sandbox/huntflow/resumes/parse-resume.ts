interface ResumeName {
  readonly first: string | null
  readonly last: string | null
  readonly middle: string | null
}

interface ResumeFields {
  readonly name: ResumeName
  readonly birthdate: {
    readonly year: number
    readonly month: number
    readonly day: number
    readonly precision: 'day'
  } | null
  readonly phones: readonly string[]
  readonly email: string | null
  readonly salary: number | null
  readonly position: string | null
  readonly skype: string | null
  readonly telegram: string | null
  readonly experience: readonly { readonly position: string; readonly company: string }[]
}

const PHONE = /\+?\d[\d\s()-]{7,}\d/g

/**
 * The name is the first line of two or three capitalised words: first, last, or first, middle, last. `Position:`,
 * `Salary:`, `Born:` and `Experience: position, company` are read from lines that begin so.
 */
export function parseResume(text: string): ResumeFields {
  const lines = text.split('\n').map((line) => line.trim())
  const labelled = (label: string): readonly string[] =>
    lines.flatMap((line) => new RegExp(`^${label}:\\s*(.+)$`, 'i').exec(line)?.[1] ?? [])
  const salary = labelled('salary')[0]?.replaceAll(/\D/g, '') ?? ''
  return {
    name: nameIn(lines),
    birthdate: birthdateIn(labelled('born')[0]),
    phones: lines.filter((line) => !/^(born|salary):/i.test(line)).flatMap((line) => line.match(PHONE) ?? []),
    email: /[\w.+-]+@[\w-]+(\.[\w-]+)+/.exec(text)?.[0] ?? null,
    salary: salary === '' ? null : Number(salary),
    position: labelled('position')[0] ?? null,
    skype: labelled('skype')[0] ?? null,
    telegram: /(?:t\.me\/|(?:^|\s)@)(\w{4,})/m.exec(text)?.[1] ?? null,
    experience: labelled('experience').map((line) => {
      const [position = '', company = ''] = line.split(',').map((part) => part.trim())
      return { position, company }
    }),
  }
}

const WORD = /^\p{Lu}[\p{L}'’-]+$/u

function nameIn(lines: readonly string[]): ResumeName {
  const words = lines.map((line) => line.split(/\s+/))
  const found = words.find(
    (one) => (one.length === 2 || one.length === 3) && one.every((word) => WORD.test(word)),
  )
  const [first = null, second = null, third = null] = found ?? []
  return third === null ? { first, last: second, middle: null } : { first, middle: second, last: third }
}

function birthdateIn(text: string | undefined): ResumeFields['birthdate'] {
  const [year, month, day] = (/^\d{4}-\d{2}-\d{2}$/.exec(text ?? '')?.[0] ?? '').split('-').map(Number)
  if (year === undefined || month === undefined || day === undefined) return null
  return { year, month, day, precision: 'day' }
}

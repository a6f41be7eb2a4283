import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cut } from '../../../../server/features/huntflow-transfer/person/cut.ts'
import { emailsIn } from '../../../../server/features/huntflow-transfer/person/emails-in.ts'
import {
  linkedinIn,
  rabotaIn,
  telegramIn,
  telegramOf,
} from '../../../../server/features/huntflow-transfer/person/links-in.ts'
import { nameFromTitle } from '../../../../server/features/huntflow-transfer/person/name-from-title.ts'
import { phoneOf, phonesIn } from '../../../../server/features/huntflow-transfer/person/phones-in.ts'

describe('nameFromTitle', () => {
  it.each([
    ['Иванов', 'Иванов', null, null, null],
    ['Иванов Иван', 'Иванов', 'Иван', null, null],
    ['Иванов Иван Иванович', 'Иванов', 'Иван', 'Иванович', null],
    ['Иванов, Иван', 'Иванов', 'Иван', null, null],
    ['Petrova Anna-Maria – Senior QA (Minsk)', 'Petrova', 'Anna-Maria', null, 'Senior QA (Minsk)'],
    ['Иванов Иван Иванович - Java', 'Иванов', 'Иван', 'Иванович', 'Java'],
    ["O'Neil — Chef", "O'Neil", null, null, 'Chef'],
    ['Петров-Водкин Кузьма', 'Петров-Водкин', 'Кузьма', null, null],
    ['Иванов Иван 🚀', 'Иванов', 'Иван', null, null],
    ['Анна🌸 Ли', 'Анна🌸', 'Ли', null, null],
    ['👩‍👩‍👧 - 5', null, null, null, null],
    ['בן־דוד משה', 'בן־דוד', 'משה', null, null],
    ['\u202bمحمد أحمد\u202c', 'محمد', 'أحمد', null, null],
    ['we need four words here', null, null, null, null],
    ['call this person back please - urgent', null, null, null, 'urgent'],
    ['', null, null, null, null],
    ['  \n - - ', null, null, null, null],
  ])('reads %j', (title, ...[lastName, firstName, middleName, position]) => {
    expect(nameFromTitle(title)).toEqual({ lastName, firstName, middleName, position })
  })
})

describe('phones', () => {
  it.each([
    ['+375 (29) 123-45-67', '+375291234567'],
    ['80291234567', '+375291234567'],
    ['8 (029) 123 45 67', '+375291234567'],
    ['8 (495) 123-45-67', '+74951234567'],
    ['8 916 123 45 67', '+79161234567'],
    ['7 916 123 45 67', '+79161234567'],
    ['375 29 123 45 67', '+375291234567'],
    ['00 49 30 1234567', '+49301234567'],
    ['tel.:+49.30.123.45.67!', '+49301234567'],
    ['+1 202 555 0143', '+12025550143'],
  ])('finds %j', (text, phone) => {
    expect(phonesIn(`call ${text}, please`)).toEqual([phone])
  })

  it.each([
    '2024-01-15 12:30',
    '40817810099910004312',
    'from 150 000 to 200 000',
    'INN 7707083893',
    '+0 123 456 789',
    '12345',
    '192.168.100.200',
  ])('takes %j for none', (text) => {
    expect(phonesIn(text)).toEqual([])
  })

  it.each([
    ['29 123-45-67', '+375291234567'],
    ['029 1234567', '+375291234567'],
    ['916 123-45-67', '+79161234567'],
    ['2345678', '2345678'],
    ['none', undefined],
  ])('reads the field %j', (text, phone) => {
    expect(phoneOf(text)).toBe(phone)
  })
})

describe('emails', () => {
  it.each([
    ['write to Anna.Li+cv@Mail.Example.co.uk.', ['Anna.Li+cv@Mail.Example.co.uk']],
    ['<a@b.by>, A@B.by; c@d.org', ['a@b.by', 'c@d.org']],
    ['почта:anna@почта.example', []],
    ['a..b@c.example and .a@c.example and a@-c.example', []],
    ['a@b', []],
  ])('of %j', (text, emails) => {
    expect(emailsIn(text)).toEqual(emails)
  })
})

describe('links', () => {
  it.each([
    ['https://www.linkedin.com/in/anna-li/?utm=1', ['https://www.linkedin.com/in/anna-li']],
    ['see ru.linkedin.com/in/%D0%B0nna.', ['https://www.linkedin.com/in/%D0%B0nna']],
    ['http://linkedin.com/in/Анна', ['https://www.linkedin.com/in/Анна']],
    ['https://evillinkedin.com/in/x https://linkedin.com.evil.example/in/x me@linkedin.com/in/x', []],
    ['https://www.linkedin.com/company/acme', []],
  ])('to LinkedIn in %j', (text, links) => {
    expect(linkedinIn(text)).toEqual(links)
  })

  it('to rabota.by and Telegram', () => {
    expect(rabotaIn('(https://rabota.by/resume/0a1b?x=1), minsk.rabota.by/resume/2')).toEqual([
      'https://rabota.by/resume/0a1b?x=1',
      'https://rabota.by/resume/2',
    ])
    expect(rabotaIn('https://notrabota.by/resume/1')).toEqual([])
    expect(telegramIn('https://t.me/anna_li, t.me/joinchat/abc, t.me/+123')).toEqual(['anna_li'])
    expect([telegramOf('@anna_li'), telegramOf('t.me/anna_li'), telegramOf('call me')]).toEqual([
      'anna_li',
      'anna_li',
      undefined,
    ])
  })
})

describe('whatever the text', () => {
  const finders = [phonesIn, emailsIn, linkedinIn, rabotaIn, telegramIn]

  it('what is found is of the right form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string(), (text, more) => {
        const mixed = `${text} +375 29 123-45-67 a@b.by linkedin.com/in/x t.me/abcde ${more}`
        for (const phone of phonesIn(mixed)) expect(phone).toMatch(/^\+[1-9]\d{7,14}$/)
        for (const email of emailsIn(mixed)) expect(email).toMatch(/^[\w.%+-]+@[\w-]+(\.[\w-]+)+$/)
        expect(phonesIn(` ${mixed}`).length).toBeGreaterThan(0)
        expect(nameFromTitle(mixed)).toBeDefined()
      }),
    )
  })

  // A pattern that tries again and again would take minutes here.
  it.each([
    'a'.repeat(200_000),
    '1'.repeat(200_000),
    '1 '.repeat(100_000),
    '(1) - '.repeat(30_000),
    'a.'.repeat(100_000),
    'a@a.'.repeat(50_000),
    'a@' + 'a-'.repeat(100_000),
    'linkedin.com/in/'.repeat(12_000),
    'https://'.repeat(25_000),
    't.me/a'.repeat(30_000),
    '\u0301'.repeat(200_000),
  ])('a long text %# costs little', (text) => {
    const startedAt = performance.now()

    for (const find of finders) find(text)
    nameFromTitle(text)
    cut(text, 100)

    expect(performance.now() - startedAt).toBeLessThan(2_000)
  })
})

describe('cut', () => {
  it('never halves a letter and never gives more', () => {
    const letters = fc.constantFrom('a', 'я', '👩‍👩‍👧', 'é', 'e\u0301', '🇧🇾', 'مح')
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 30 }), fc.nat(40), (parts, most) => {
        const text = parts.join('')
        const short = cut(text, most)
        expect(short.length).toBeLessThanOrEqual(most)
        expect(text.startsWith(short)).toBe(true)
        expect(short).not.toMatch(/\p{Cs}/u)
      }),
    )
    expect(cut('ab👩‍👩‍👧c', 5)).toBe('ab')
  })
})

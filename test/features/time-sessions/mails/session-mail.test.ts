import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { durationText, momentText } from '../../../../server/features/time-sessions/mails/moment-text.ts'
import { newsAbout, type Told } from '../../../../server/features/time-sessions/mails/news-of.ts'
import { sessionMail } from '../../../../server/features/time-sessions/mails/session-mail.ts'
import { TEXTS, textOf, type Language } from '../../../../server/features/time-sessions/mails/texts.ts'
import { aChange, ANA, aSession } from './a-session.ts'

const LANGUAGES: readonly Language[] = ['en', 'es', 'ru']
const TOLD: readonly Told[] = [
  'started',
  'stopped',
  'edited',
  'deleted',
  'restored',
  'added',
  'overtime',
  'approved',
  'rejected',
  'problem',
]
const changed = aChange(
  'session.edited',
  aSession({ description: 'Calls', endedAt: new Date('2026-03-02T10:30:00Z') }),
)
const write = (language: Language, told: Told, more: Partial<Parameters<typeof sessionMail>[0]> = {}) =>
  sessionMail({
    language,
    news: newsAbout(told, told === 'problem' ? [{ kind: 'zero-length' }] : []),
    change: changed,
    person: ANA,
    limit: 7.5,
    address: undefined,
    ...more,
  })

describe('the texts', () => {
  const placesOf = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort()

  it.each(LANGUAGES)('have the same keys and places in each language: %s', (language) => {
    expect(Object.keys(TEXTS[language])).toEqual(Object.keys(TEXTS.en))
    for (const [key, text] of Object.entries(TEXTS[language]))
      expect([key, placesOf(text)]).toEqual([key, placesOf(TEXTS.en[key as keyof typeof TEXTS.en])])
  })

  it('take what is put in as it is', () => {
    expect(textOf('en', 'stopped.intro', { person: '{limit} $& $1' })).toBe(
      '{limit} $& $1 has finished a session.',
    )
  })
})

describe('a mail about a session', () => {
  it('says in words and numbers what happened, in the time of the session', () => {
    const { subject, text, summary, html } = write('en', 'edited')

    expect(subject).toBe('Session changed – Ana Petrova')
    expect(summary).toBe(
      'Session changed: Ana Petrova, 2 Mar 2026, 10:00 (UTC+01:00, Europe/Madrid), Website, Planning',
    )
    expect(text.split('\n')).toEqual(
      expect.arrayContaining([
        'A session of Ana Petrova was changed.',
        'Project: Website',
        'Start: 2 Mar 2026, 10:00 (UTC+01:00, Europe/Madrid)',
        'End: 2 Mar 2026, 12:00 (UTC+01:00, Europe/Madrid)',
        'Duration: 2:00:00',
        'State: ended',
        'Description: Calls → Planning',
        'End: 2 Mar 2026, 11:30 (UTC+01:00, Europe/Madrid) → 2 Mar 2026, 12:00 (UTC+01:00, Europe/Madrid)',
      ]),
    )
    expect(html).toMatch(/^<!doctype html><html lang="en">/)
    expect(html).toContain('prefers-color-scheme: dark')
  })

  it.each(LANGUAGES.flatMap((language) => TOLD.map((told) => [language, told] as const)))(
    'leaves no place empty: %s %s',
    (language, told) => {
      const { subject, text, html, summary } = write(language, told)

      expect([subject, text, html.replace(/<style>.*?<\/style>/s, ''), summary].join('\n')).not.toMatch(
        /\{\w+\}|undefined|null/,
      )
      expect(text).toContain('Ana Petrova')
    },
  )

  it('tells coordinators that the person has no address, and links to the session where it has a page', () => {
    const { text, html } = write('en', 'started', {
      person: { ...ANA, email: null },
      address: 'https://time.example.com/ui/x?a=1&b="2',
    })

    expect(text).toContain('Ana Petrova has no e-mail address and was not told.')
    expect(html).toContain('href="https://time.example.com/ui/x?a=1&amp;b=&quot;2"')
  })

  it('shows any text as text: nothing breaks out of the page, the line or the subject', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(
        '"><script>alert(1)</script>',
        'a\r\nBcc: all@example.com\r\n\r\nbody',
        '</style><img src=x onerror=alert(1)>',
        '{person} $& &lt;b&gt;',
        '\u202eexe.fdp',
      ),
    )
    const plainTags = (html: string): string[] => html.match(/<[^>]*>/g) ?? []
    const expected = plainTags(write('en', 'edited').html).length
    fc.assert(
      fc.property(anything, anything, anything, (name, description, projectName) => {
        const after = aSession({ description: `x${description}`, projectName: `x${projectName}`, note: null })
        const change = aChange('session.edited', aSession({ endedAt: new Date(0) }), after)
        const { subject, text, html, summary } = write('en', 'edited', {
          change: {
            after,
            fields: [
              ...change.fields,
              { field: 'description', before: description || 'y', after: `z${description}` },
            ].slice(-2),
          },
          person: { ...ANA, name: `x${name}` },
        })

        expect(plainTags(html).map((tag) => tag.split(/[\s>]/)[0])).not.toContain('<script')
        expect(html).not.toMatch(/<(img|script)|onerror=alert\(1\)>/)
        expect(plainTags(html).length).toBeLessThanOrEqual(expected)
        expect([subject, summary].join('')).not.toMatch(/[\p{Cc}\u202e]/u)
        expect(text).not.toMatch(/^Bcc:/m)
      }),
    )
  })
})

describe('moments', () => {
  it.each([
    ['en', 'Europe/Madrid', null, '29 Mar 2026, 01:59 (UTC+01:00, Europe/Madrid)'],
    ['es', 'America/St_Johns', null, '28 mar 2026, 22:29 (UTC-02:30, America/St_Johns)'],
    ['ru', null, -12_600, '28 мар. 2026 г., 21:29 (UTC-03:30)'],
    ['en', null, null, '29 Mar 2026, 00:59 (UTC)'],
    ['en', 'UTC', null, '29 Mar 2026, 00:59 (UTC)'],
  ] as const)(
    'are told in the zone of the session: %s %s',
    (...[language, timeZone, offsetSeconds, text]) => {
      expect(momentText(language, new Date('2026-03-29T00:59:00Z'), { timeZone, offsetSeconds })).toBe(text)
    },
  )

  it('know the change of the clock', () => {
    const zone = { timeZone: 'Europe/Madrid', offsetSeconds: null }
    expect(momentText('en', new Date('2026-03-29T01:00:00Z'), zone)).toBe(
      '29 Mar 2026, 03:00 (UTC+02:00, Europe/Madrid)',
    )
  })

  it.each([
    [0, '0:00:00'],
    [3_725, '1:02:05'],
    [360_000, '100:00:00'],
    [-60, '−0:01:00'],
  ])('have lengths: %d', (seconds, text) => {
    expect(durationText(seconds)).toBe(text)
  })
})

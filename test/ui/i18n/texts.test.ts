import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  languageIn,
  LANGUAGES,
  loadTexts,
  setLanguage,
  t,
  type Language,
} from '../../../ui/src/i18n/index.ts'

type Text = string | Readonly<Record<string, string>>
type Area = Readonly<Record<string, Text>>

const FOLDER = join(import.meta.dirname, '../../../ui/src/i18n')
const AREAS = readdirSync(join(FOLDER, 'en')).filter((name) => name.endsWith('.json'))
const OTHERS = LANGUAGES.filter((language) => language !== 'en')

function readArea(language: Language, area: string): Area {
  return JSON.parse(readFileSync(join(FOLDER, language, area), 'utf8')) as Area
}

function formsOf(text: Text): readonly string[] {
  return typeof text === 'string' ? [text] : Object.values(text)
}

function placeholdersOf(text: string): readonly string[] {
  return [...new Set(text.match(/\{\w+\}/g))].toSorted()
}

/** Counts are whole; Spanish has a form of its own for round millions, which may be left to `other`. */
function pluralFormsOf(language: Language): { needed: readonly string[]; known: readonly string[] } {
  const rules = new Intl.PluralRules(language)
  const counts = Array.from({ length: 1_000 }, (_, count) => count)
  return {
    needed: [...new Set([...counts.map((count) => rules.select(count)), 'other'])],
    known: rules.resolvedOptions().pluralCategories,
  }
}

function countsIn(text: Text | undefined): boolean {
  return typeof text === 'object' || text?.includes('{count}') === true
}

describe('the catalogues', () => {
  it.each(LANGUAGES)('of %s hold every area', async (language) => {
    expect(readdirSync(join(FOLDER, language)).filter((name) => name.endsWith('.json'))).toEqual(AREAS)
    const all = AREAS.flatMap((area) => Object.keys(readArea(language, area)))
    const { texts } = (await import(`../../../ui/src/i18n/${language}/index.ts`)) as { texts: Area }
    expect(Object.keys(texts).toSorted()).toEqual(all.toSorted())
  })

  describe.each(OTHERS)('%s', (language) => {
    it.each(AREAS)('has the keys of English in %s', (area) => {
      expect(Object.keys(readArea(language, area)).toSorted()).toEqual(
        Object.keys(readArea('en', area)).toSorted(),
      )
    })
  })

  describe.each(LANGUAGES)('%s', (language) => {
    const { needed, known } = pluralFormsOf(language)

    it.each(AREAS)('has the plural forms of its language where it counts, in %s', (area) => {
      const english = readArea('en', area)
      const wrong = Object.entries(readArea(language, area)).flatMap(([key, text]) => {
        // A text that is the same for every number needs no forms; only English says that a number is given.
        if (typeof text === 'string') return []
        if (!countsIn(english[key])) return [`${key}: English does not count here`]
        const forms = Object.keys(text)
        const missing = needed.filter((form) => !forms.includes(form))
        const strange = forms.filter((form) => !known.includes(form))
        return [...missing, ...strange].map((form) => `${key}: ${form}`)
      })
      expect(wrong).toEqual([])
    })

    it.each(AREAS)('fills in what English fills in, in %s', (area) => {
      const own = readArea(language, area)
      const wrong = Object.entries(readArea('en', area)).flatMap(([key, english]) => {
        const right = [...new Set(formsOf(english).flatMap(placeholdersOf))].toSorted().join(' ')
        // A plural form for one or two things may do without the number.
        const texts = formsOf(own[key] ?? '').filter((text) => placeholdersOf(text).join(' ') !== right)
        return texts.filter((text) => !isCountless(text, right, own[key])).map((text) => `${key}: ${text}`)
      })
      expect(wrong).toEqual([])
    })

    it.each(AREAS)('has no empty text in %s', (area) => {
      const empty = Object.entries(readArea(language, area)).filter(([, text]) =>
        formsOf(text).some((form) => form.trim() === ''),
      )
      expect(empty).toEqual([])
    })
  })
})

function isCountless(text: string, right: string, whole: Text | undefined): boolean {
  const withCount = [...placeholdersOf(text), '{count}'].toSorted().join(' ')
  return typeof whole === 'object' && whole['one'] === text && withCount === right
}

describe('t', () => {
  beforeAll(() => {
    vi.stubGlobal('document', { documentElement: { lang: '' } })
  })
  afterAll(async () => {
    await setLanguage('en')
    vi.unstubAllGlobals()
  })

  it('fills values in, numbers by the language', async () => {
    await setLanguage('en')
    expect(t('state.requestId', { id: 'r-1' })).toBe('Request r-1')
    expect(t('jobs.progress', { done: 1234, total: 56_789 })).toBe('1,234 of 56,789')
    await setLanguage('ru')
    expect(t('jobs.progress', { done: 1234, total: 56_789 })).toBe('1\u00a0234 из 56\u00a0789')
  })

  it('leaves a place open for which there is no value, and takes values as they are', async () => {
    await setLanguage('en')
    expect(t('jobs.attempts', { attempts: 1 })).toBe('1 of {max}')
    expect(t('state.requestId', { id: '{id} $& <b>' })).toBe('Request {id} $& <b>')
  })

  it.each([
    ['en', 0, '0 differences'],
    ['en', 1, '1 difference'],
    ['en', 2, '2 differences'],
    ['es', 1, '1 desviación'],
    ['es', 5, '5 desviaciones'],
    ['es', 1_000_000, '1.000.000 de desviaciones'],
    ['ru', 1, '1 расхождение'],
    ['ru', 21, '21 расхождение'],
    ['ru', 3, '3 расхождения'],
    ['ru', 11, '11 расхождений'],
    ['ru', 25, '25 расхождений'],
  ] as const)('counts in %s: %d', async (language, count, expected) => {
    await setLanguage(language)
    expect(t('jobs.drift.differences', { count })).toBe(expected)
  })

  it('stays in the language that was chosen while the texts of another were loaded', async () => {
    await setLanguage('en')
    await Promise.all([setLanguage('ru'), loadTexts()])
    expect(t('action.close')).toBe('Закрыть')
  })

  it('tells the page its language', async () => {
    await setLanguage('es')
    expect(document.documentElement.lang).toBe('es')
  })
})

describe('languageIn', () => {
  it.each([
    ['EN', 'en'],
    ['es_ES', 'es'],
    ['ru-RU', 'ru'],
    ['es-419', 'es'],
    ['de', undefined],
    ['', undefined],
    [undefined, undefined],
    ['english', undefined],
  ])('of %s is %s', (tag, expected) => {
    expect(languageIn(tag)).toBe(expected)
  })
})

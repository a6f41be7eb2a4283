import { useSyncExternalStore } from 'react'
import { texts as first } from './en/first.ts'
import type { texts as all } from './en/index.ts'

/**
 * Texts by key. A text may hold `{name}`; one that depends on a number (`count`) is an object with the plural forms of its language
 * (Intl.PluralRules: one, few, many, other). English is the source: those of the first screen are always there, the rest and the other
 * languages are loaded.
 */
export type TextKey = keyof typeof all
type Text = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>
type Catalogue = Readonly<Record<string, Text>>
type Values = Readonly<Record<string, string | number>>

export const LANGUAGES = ['en', 'es', 'ru'] as const
export type Language = (typeof LANGUAGES)[number]

const LOADERS: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  en: async () => (await import('./en/index.ts')).texts,
  es: async () => (await import('./es/index.ts')).texts,
  ru: async () => (await import('./ru/index.ts')).texts,
}

let language: Language = 'en'
let texts: Catalogue = first
const watchers = new Set<() => void>()

export function t(key: TextKey, values: Values = {}): string {
  const text = texts[key] ?? key
  return filled(typeof text === 'string' ? text : pluralOf(text, values), values)
}

function pluralOf(forms: Exclude<Text, string>, values: Values): string {
  const rule = new Intl.PluralRules(language).select(Number(values['count'] ?? 0))
  return forms[rule] ?? forms.other ?? ''
}

function filled(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    if (value === undefined) return whole
    return typeof value === 'number' ? formatNumber(value) : value
  })
}

export function currentLanguage(): Language {
  return language
}

/** Re-renders the component when the language changes. */
export function useLanguage(): Language {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    () => language,
  )
}

/** Every text of the language that is set; parts of the program that come later wait for it. */
export async function loadTexts(): Promise<void> {
  const wanted = language
  const loaded = await LOADERS[wanted]()
  // Somebody may have chosen another language meanwhile.
  if (language === wanted) texts = loaded
}

export async function setLanguage(next: Language): Promise<void> {
  if (next !== language) texts = await LOADERS[next]()
  language = next
  document.documentElement.lang = next
  for (const changed of watchers) changed()
}

/** `EN`, `es_ES`, `ru-RU` -> the language that we have, if we have it. */
export function languageIn(tag: string | undefined): Language | undefined {
  const first = tag?.toLowerCase().split(/[-_]/)[0]
  return LANGUAGES.find((known) => known === first)
}

export function formatNumber(value: number): string {
  return new Intl.NumberFormat(language).format(value)
}

export function formatInstant(iso: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(iso))
}

export function formatTime(iso: string): string {
  return new Intl.DateTimeFormat(language, { timeStyle: 'medium' }).format(new Date(iso))
}

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** `5 minutes ago`, in the language of the page. */
export function formatAgo(iso: string, nowMs = Date.now()): string {
  const seconds = Math.round((Date.parse(iso) - nowMs) / 1_000)
  const [unit, size] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1]
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(Math.round(seconds / size), unit)
}

export function formatMs(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${formatNumber(Math.round(ms / 100) / 10)} s`
}

import { t, type TextKey } from '../i18n/index.ts'
import { FORMATS } from './formats.ts'
import { listOf } from './json.ts'
import { checkedFormat } from './prepare-schema.ts'

const MAX_LISTED = 12

type Wording = (value: unknown) => string

const limited =
  (key: TextKey): Wording =>
  (value) =>
    t(key, { limit: Number(value), count: Number(value) })

const WORDINGS: Readonly<Record<string, Wording>> = {
  type: (value) => t('form.must.type', { type: [value].flat().map(typeName).join(t('form.or')) }),
  enum: (value) => allowedValues(listOf(value)),
  const: (value) => t('form.must.const', { value: shown(value) }),
  format: (value) => formatWording(String(value)),
  minLength: (value) => (value === 1 ? t('form.must.notEmpty') : limited('form.must.minLength')(value)),
  maxLength: limited('form.must.maxLength'),
  minimum: limited('form.must.minimum'),
  maximum: limited('form.must.maximum'),
  exclusiveMinimum: limited('form.must.exclusiveMinimum'),
  exclusiveMaximum: limited('form.must.exclusiveMaximum'),
  multipleOf: limited('form.must.multipleOf'),
  minItems: limited('form.must.minItems'),
  maxItems: limited('form.must.maxItems'),
  minProperties: limited('form.must.minProperties'),
  maxProperties: limited('form.must.maxProperties'),
  uniqueItems: () => t('form.must.unique'),
  anyOf: () => t('form.must.choice'),
  oneOf: () => t('form.must.choice'),
  false: () => t('form.must.notKnown'),
}

/** What a keyword asks for, in the language of the page. */
export function wordingOf(keyword: string, value: unknown): string {
  return WORDINGS[keyword]?.(value) ?? t('form.must.fit')
}

const TYPES: Readonly<Record<string, TextKey>> = {
  string: 'form.a.string',
  number: 'form.a.number',
  integer: 'form.a.integer',
  boolean: 'form.a.boolean',
  object: 'form.a.object',
  array: 'form.a.array',
  null: 'form.a.null',
}

function typeName(type: unknown): string {
  const key = TYPES[String(type)]
  return key === undefined ? String(type) : t(key)
}

function allowedValues(values: readonly unknown[]): string {
  const listed = values.slice(0, MAX_LISTED).map(shown).join(', ')
  return values.length > MAX_LISTED ? t('form.must.listed') : t('form.must.enum', { values: listed })
}

/** A text as it is, anything else as JSON. */
export function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function formatWording(format: string): string {
  const { pattern, name = '' } = checkedFormat(format)
  if (pattern !== undefined) return t('form.must.pattern', { pattern })
  return t('form.must.format', { format: name, like: FORMATS[name]?.like ?? '' })
}

import { useCallback, useId, useRef, type ReactNode } from 'react'
import type { Violation } from '../api/client.ts'
import type { CallInput, OperationDetail, Parameter } from '../api/types.ts'
import { t, type TextKey } from '../i18n/index.ts'
import { bodyShape, chosenMedia } from './body.ts'
import { Inside } from './compound.tsx'
import { errorTree, flattened, strays, type ErrorTree } from './errors.ts'
import { Field } from './field.tsx'
import { isFixed } from './fixed.ts'
import { keysOf, objectOf, valueAt, withKey } from './json.ts'
import { Strays } from './labels.tsx'
import { SuppliesProvider } from './needs.tsx'
import { reveal } from './reveal.ts'
import { pointerTo, shapeOf } from './shape.ts'
import { useLatest } from './use-latest.ts'
import './form.css'

export interface CallFormProps {
  readonly operation: OperationDetail
  readonly input: CallInput
  readonly onChange: (next: CallInput) => void
  readonly violations: readonly Violation[]
}

const PLACES = ['path', 'query', 'header'] as const
type Place = (typeof PLACES)[number]

const TITLES: Readonly<Record<Place, TextKey>> = {
  path: 'form.path',
  query: 'form.query',
  header: 'form.headers',
}

/** Everything that a call of an operation takes; the input is the whole state, so nothing that it holds is lost. */
export function CallForm({ operation, input, onChange, violations }: CallFormProps) {
  const latest = useLatest({ input, onChange })
  const change = useCallback(
    (part: keyof CallInput, next: unknown) => {
      const { [part]: _, ...rest } = latest.current.input
      const changed: CallInput = next === undefined ? rest : { ...rest, [part]: next }
      latest.current.input = changed
      latest.current.onChange(changed)
    },
    [latest],
  )
  const parts = { operation, input, change, violations }
  return (
    <SuppliesProvider operation={operation} input={input}>
      <div className="form stack">
        <Summary violations={violations} />
        {PLACES.map((place) => (
          <ParameterSection key={place} {...parts} place={place} />
        ))}
        {operation.requestBody !== null && <BodySection {...parts} body={operation.requestBody} />}
      </div>
    </SuppliesProvider>
  )
}

/** Everything that is wrong, each a way to its field. */
function Summary({ violations }: { readonly violations: readonly Violation[] }) {
  if (violations.length === 0) return null
  return (
    <div className="notice notice-bad" role="status">
      <p>{t('form.problems', { count: violations.length })}</p>
      <ul className="form-summary">
        {violations.map(({ in: place, pointer, message }) => (
          <li key={`${place} ${pointer} ${message}`}>
            <button type="button" className="plain form-small" onClick={() => void reveal(place + pointer)}>
              <code>{[place, ...keysOf(pointer)].join(' / ')}</code>
            </button>{' '}
            {message}
          </li>
        ))}
      </ul>
    </div>
  )
}

interface SectionProps {
  readonly operation: OperationDetail
  readonly input: CallInput
  readonly violations: readonly Violation[]
  readonly change: (part: keyof CallInput, next: unknown) => void
}

function ParameterSection(props: SectionProps & { readonly place: Place }) {
  const { operation, input, place, change, violations } = props
  const part = place === 'header' ? 'headers' : place
  const values = objectOf(input[part])
  const latest = useLatest(values)
  const changeOne = useCallback(
    (name: string | number, next: unknown) => {
      latest.current = withKey(latest.current, String(name), next)
      change(part, Object.keys(latest.current).length === 0 ? undefined : latest.current)
    },
    [latest, part, change],
  )
  const errors = useErrors(violations, place)
  const asked = askedParameters(operation, place)
  if (asked.length === 0 && errors === undefined) return null
  const names = new Set(asked.map(({ name }) => name))
  return (
    <Section title={t(TITLES[place])}>
      <Strays items={[...flattened(errors && { ...errors, inside: {} }), ...strays(errors, names)]} />
      {asked.map((parameter) => (
        <Field
          key={parameter.name}
          name={parameter.name}
          label={parameter.name}
          shape={shapeOf(objectOf(parameter.schema), parameter.schema)}
          value={valueAt(values, parameter.name)}
          pointer={pointerTo(place, parameter.name)}
          errors={errors?.inside[parameter.name]}
          isRequired={parameter.required}
          isDeprecated={parameter.deprecated}
          help={parameter.description ?? undefined}
          onChange={changeOne}
        />
      ))}
    </Section>
  )
}

/** Without those that the server sets; required ones first. */
function askedParameters(operation: OperationDetail, place: Place): readonly Parameter[] {
  const asked = operation.parameters.filter(
    (parameter) => parameter.in === place && !isFixed(operation, parameter),
  )
  return [...asked.filter(({ required }) => required), ...asked.filter(({ required }) => !required)]
}

type Body = NonNullable<OperationDetail['requestBody']>

function BodySection({ input, body, change, violations }: SectionProps & { readonly body: Body }) {
  const errors = useErrors(violations, 'body')
  const changeBody = useCallback((next: unknown) => change('body', next), [change])
  return (
    <Section
      title={t(body.required ? 'form.body' : 'form.bodyOptional')}
      detail={chosenMedia(body)?.contentType}
    >
      <Inside
        label={t('form.body')}
        shape={bodyShape(body)}
        value={input.body}
        pointer="body"
        errors={errors}
        isRequired={body.required}
        Field={Field}
        change={changeBody}
      />
    </Section>
  )
}

interface SectionFrameProps {
  readonly title: string
  readonly detail?: string | undefined
  readonly children: ReactNode
}

function Section({ title, detail, children }: SectionFrameProps) {
  const id = useId()
  return (
    <section className="stack" aria-labelledby={id}>
      <div className="row between form-section">
        <h3 id={id}>{title}</h3>
        {detail !== undefined && <code className="faint">{detail}</code>}
      </div>
      {children}
    </section>
  )
}

/** The violations of a place as a tree whose unchanged parts stay the same; undefined without any. */
function useErrors(violations: readonly Violation[], place: string): ErrorTree | undefined {
  const before = useRef<ErrorTree>(undefined)
  const own = violations.filter((violation) => violation.in === place)
  before.current = own.length === 0 ? undefined : errorTree(own, before.current)
  return before.current
}

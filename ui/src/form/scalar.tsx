import type { ReactNode } from 'react'
import { t } from '../i18n/index.ts'
import { exampleOf, NumberControl, OptionsControl, TextControl, type ControlProps } from './controls.tsx'
import { flattened } from './errors.ts'
import type { InsideProps } from './field-props.ts'
import { FileControl } from './file-control.tsx'
import { IdControl } from './id-control.tsx'
import { IdsControl } from './ids-control.tsx'
import { descriptionOf, Errors, FieldName, Help, idOf } from './labels.tsx'
import { DurationControl, hasMomentInput, MomentControl } from './moment-controls.tsx'
import type { Supply } from './needs.tsx'
import { NullBox } from './null-box.tsx'
import { exactNumber } from './numbers.ts'
import { OptionsCombobox } from './options-combobox.tsx'
import type { Shape } from './shape.ts'

interface ScalarProps extends InsideProps {
  readonly supply?: Supply | undefined
  /** Of a choice, which has the name and the place. */
  readonly isVariant?: boolean
}

/** A value with one control. */
export function Scalar(props: ScalarProps) {
  const { label, shape, value, pointer, errors, isRequired, isItem = false, isVariant = false } = props
  const id = isVariant ? `${idOf(pointer)}-value` : idOf(pointer)
  const isNull = value === null && !isItem
  const control: ControlProps = {
    id,
    label,
    shape,
    value,
    isRequired,
    isInvalid: errors !== undefined,
    describedBy: descriptionOf(id, errors),
    isStrict: isVariant,
    isDisabled: isNull && shape.kind !== 'options',
    onChange: props.change,
  }
  return (
    <div className="field">
      <label htmlFor={id} className={isVariant ? 'hidden-text' : undefined}>
        <FieldName {...props} />
      </label>
      <Help id={id} shape={shape} text={props.help} />
      {controlFor(control, props.supply)}
      <Extras {...props} isNull={isNull} />
      <Errors id={id} messages={flattened(errors).map(({ message }) => message)} />
    </div>
  )
}

// Up to so many values are a list to look at, more are found by typing.
const MANY_OPTIONS = 12

function controlFor(control: ControlProps, supply: Supply | undefined): ReactNode {
  const { kind, options, schema } = control.shape
  if (supply !== undefined) {
    const props = { ...control, supply }
    return kind === 'list' ? <IdsControl {...props} /> : <IdControl {...props} />
  }
  if (kind === 'options')
    return options.length > MANY_OPTIONS ? <OptionsCombobox {...control} /> : <OptionsControl {...control} />
  if (kind === 'number') return <NumberControl {...control} />
  if (kind === 'file') return <FileControl {...control} />
  if (hasMomentInput(schema['format'])) return <MomentControl {...control} />
  return schema['format'] === 'duration' ? <DurationControl {...control} /> : <TextControl {...control} />
}

/** What else the value can be: null, the example, an empty text. */
function Extras(props: ScalarProps & { readonly isNull: boolean }) {
  const { label, shape, value, isNull, isItem = false, change } = props
  if (shape.kind === 'options') return null
  const isUnset = value === undefined || (isItem && value === null)
  return (
    <>
      {(shape.isNullable || isNull) && <NullBox label={label} isNull={value === null} change={change} />}
      {isUnset && <Suggestions shape={shape} change={change} />}
      {value === '' && <EmptySent change={change} />}
    </>
  )
}

type SuggestionsProps = Pick<InsideProps, 'shape' | 'change'>

/** For what is not set: nothing is sent by itself. */
function Suggestions({ shape, change }: SuggestionsProps) {
  const example = exampleOf(shape)
  const isNumber = shape.kind === 'number'
  return (
    <>
      {takesEmpty(shape) && (
        <button type="button" className="plain form-small form-near" onClick={() => change('')}>
          {t('form.sendEmpty')}
        </button>
      )}
      {example !== undefined && (
        <button
          type="button"
          className="plain form-small"
          onClick={() => change(isNumber ? exactNumber(example) : example)}
        >
          {t('form.useExample')}
        </button>
      )}
    </>
  )
}

function takesEmpty({ kind, schema }: Shape): boolean {
  const { minLength, format, pattern } = schema
  const isFree = format === undefined && pattern === undefined
  return kind === 'text' && isFree && (minLength === undefined || minLength === 0)
}

function EmptySent({ change }: Pick<InsideProps, 'change'>) {
  return (
    <span className="help">
      {t('form.emptySent')}{' '}
      <button type="button" className="plain form-small" onClick={() => change(undefined)}>
        {t('form.leaveOut')}
      </button>
    </span>
  )
}

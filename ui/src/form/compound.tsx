import { useId, useState, type ReactNode } from 'react'
import { t } from '../i18n/index.ts'
import { Chip } from '../kit/chip.tsx'
import { ChoiceBody } from './choice-body.tsx'
import { flattened } from './errors.ts'
import type { InsideProps } from './field-props.ts'
import { isArray, isObject } from './json.ts'
import { Errors, FieldName, Help, idOf } from './labels.tsx'
import { ListBody } from './list-body.tsx'
import { NullBox } from './null-box.tsx'
import { ObjectBody } from './object-body.tsx'
import { Scalar } from './scalar.tsx'
import { isDeep } from './shape.ts'

// Required objects within required objects are open so far down.
const OPEN_DEPTH = 4

/** An object, a list or a choice: what is deep is closed until somebody opens it, needs it or something in it is wrong. */
export function Compound(props: InsideProps) {
  const { shape, pointer, errors, isRequired, isItem = false } = props
  const isShallow = pointer.split('/').length <= OPEN_DEPTH
  const isWrong = errors !== undefined
  const [isOpen, setIsOpen] = useState((isRequired && isShallow) || isItem || isWrong)
  const [wasWrong, setWasWrong] = useState(isWrong)
  if (wasWrong !== isWrong) {
    setWasWrong(isWrong)
    if (isWrong) setIsOpen(true)
  }
  return isDeep(shape) ? <Closable {...props} isOpen={isOpen} onToggle={setIsOpen} /> : <Flat {...props} />
}

interface ClosableProps extends InsideProps {
  readonly isOpen: boolean
  readonly onToggle: (isOpen: boolean) => void
}

function Closable(props: ClosableProps) {
  const { value, pointer, errors, isOpen, onToggle } = props
  // What was opened once stays there, and with it what was typed in each variant.
  const [wasOpened, setWasOpened] = useState(isOpen)
  if (isOpen && !wasOpened) setWasOpened(true)
  return (
    <details
      className="form-group"
      data-invalid={errors !== undefined || undefined}
      open={isOpen}
      onToggle={({ currentTarget }) => onToggle(currentTarget.open)}
    >
      <summary id={idOf(pointer)}>
        <FieldName {...props} />
        <SetCount value={value} />
        {errors !== undefined && (
          <Chip tone="bad">{t('form.problems', { count: flattened(errors).length })}</Chip>
        )}
      </summary>
      {wasOpened && <Inside {...props} />}
    </details>
  )
}

function Flat(props: InsideProps) {
  const { value, pointer, errors } = props
  const nameId = useId()
  return (
    <div
      className="form-group"
      role="group"
      id={idOf(pointer)}
      tabIndex={-1}
      aria-labelledby={nameId}
      data-invalid={errors !== undefined || undefined}
    >
      <div className="row" id={nameId}>
        <FieldName {...props} />
        <SetCount value={value} />
      </div>
      <Inside {...props} />
    </div>
  )
}

/** What a compound holds, without its name. */
export function Inside(props: InsideProps) {
  const { shape, value, label, pointer, errors, change } = props
  const id = `${idOf(pointer)}-in`
  const isNull = isNullItself(props)
  return (
    <div className="stack form-inside">
      <Help id={id} shape={shape} text={props.help} />
      {shape.kind !== 'choice' && <Errors id={id} messages={errors?.messages ?? []} />}
      {(shape.isNullable || isNull) && <NullBox label={label} isNull={value === null} change={change} />}
      {!isNull && bodyOf(props)}
    </div>
  )
}

/** Of a choice, null may be one of the variants; in a list it is what nothing was typed for yet. */
function isNullItself({ shape, value, isItem = false }: InsideProps): boolean {
  return value === null && (shape.isNullable || (!isItem && shape.kind !== 'choice'))
}

function bodyOf(props: InsideProps): ReactNode {
  const { kind } = props.shape
  if (kind === 'choice') return <ChoiceBody {...props} bodyOf={variantOf} />
  if (kind !== 'list' && kind !== 'object') return <Scalar {...props} />
  return (
    <>
      {kind === 'list' ? <ListBody {...props} /> : <ObjectBody {...props} />}
      <Presence {...props} />
    </>
  )
}

function variantOf(props: InsideProps): ReactNode {
  const { kind, schema } = props.shape
  if (kind === 'choice') return bodyOf(props)
  if (kind !== 'list' && kind !== 'object') return <Scalar {...props} isVariant />
  const id = `${idOf(props.pointer)}-variant`
  return (
    <>
      {schema['description'] !== undefined && <Help id={id} shape={props.shape} />}
      <Errors id={id} messages={props.errors?.messages ?? []} />
      {bodyOf(props)}
    </>
  )
}

/** Something empty is something else than nothing. */
function Presence(props: InsideProps) {
  const { shape, label, value, errors, isItem = false, isRequired, change } = props
  const isList = shape.kind === 'list'
  if (value === undefined || value === null)
    return (
      <button
        type="button"
        className="plain form-small form-near"
        aria-label={t(isList ? 'form.sendEmptyListOf' : 'form.sendEmptyObjectOf', { name: label })}
        onClick={() => change(isList ? [] : {})}
      >
        {t(isList ? 'form.sendEmptyList' : 'form.sendEmptyObject')}
      </button>
    )
  const isEmpty = Object.keys(value).length === 0
  return (
    <span className="help">
      {isEmpty && errors === undefined && t('form.emptySent')}{' '}
      {!isItem && !isRequired && (
        <button
          type="button"
          className="plain form-small"
          aria-label={t('form.leaveOutOf', { name: label })}
          onClick={() => change(undefined)}
        >
          {t('form.leaveOut')}
        </button>
      )}
    </span>
  )
}

function SetCount({ value }: { readonly value: unknown }) {
  if (isArray(value)) return <Chip>{t('form.items', { count: value.length })}</Chip>
  if (isObject(value)) return <Chip tone="good">{t('form.set', { count: Object.keys(value).length })}</Chip>
  return value === undefined ? <span className="help">{t('form.notSet')}</span> : null
}

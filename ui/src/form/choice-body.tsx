import { useCallback, useId, useRef, useState, type ReactNode } from 'react'
import { t } from '../i18n/index.ts'
import type { InsideProps } from './field-props.ts'
import { Errors, idOf, variantName } from './labels.tsx'
import { isAny, type Shape } from './shape.ts'
import { firstOfVariant, guessVariant } from './variants.ts'

interface ChoiceBodyProps extends InsideProps {
  readonly bodyOf: (variant: InsideProps) => ReactNode
}

/** One of several forms that a value may have, and a switch between them that keeps what was typed in each. */
export function ChoiceBody({ bodyOf, ...props }: ChoiceBodyProps) {
  const { shape, label, pointer, errors, isItem = false } = props
  const { chosen, choose, change } = useVariant(props)
  const switchId = useId()
  const variant = chosen === undefined ? undefined : shape.variants[chosen]
  return (
    <>
      <div className="row form-switch">
        <label className="help" htmlFor={switchId}>
          {t(isAny(shape) ? 'form.valueType' : 'form.variant')}
          <span className="hidden-text">{` ${label}`}</span>
        </label>
        <select
          id={switchId}
          value={chosen ?? ''}
          onChange={({ target }) => choose(target.value === '' ? undefined : Number(target.value))}
        >
          {isAny(shape) && !isItem && <option value="">{t('form.notSet')}</option>}
          {shape.variants.map((one, index) => (
            <option key={index} value={index}>
              {variantName(one)}
            </option>
          ))}
        </select>
      </div>
      {variant ? (
        <div className="stack" key={chosen}>
          {bodyOf({ ...props, shape: variant.shape, help: undefined, change })}
        </div>
      ) : (
        <Errors id={idOf(pointer)} messages={errors?.messages ?? []} />
      )}
    </>
  )
}

/** Any value at all is of no form until there is one. */
function guess(shape: Shape, value: unknown): number | undefined {
  return isAny(shape) && value === undefined ? undefined : guessVariant(shape.variants, value)
}

function useVariant({ shape, value, isItem = false, isRequired, change }: InsideProps) {
  const [chosen, setChosen] = useState(() => guess(shape, value))
  // What this form has set itself is of the chosen variant; what comes from elsewhere is looked at anew.
  const own = useRef(value)
  const memory = useRef(new Map<number, unknown>())
  const set = useCallback(
    (next: unknown) => {
      // In a list, nothing is null.
      own.current = isItem ? (next ?? null) : next
      change(next)
    },
    [change, isItem],
  )
  if (own.current !== value) {
    own.current = value
    const next = guess(shape, value)
    if (next !== chosen) setChosen(next)
  }
  const choose = (next: number | undefined): void => {
    if (chosen !== undefined) memory.current.set(chosen, value)
    setChosen(next)
    const isKnown = next !== undefined && memory.current.has(next)
    set(isKnown ? memory.current.get(next) : firstOfVariant(shape, next, isItem || isRequired))
  }
  return { chosen, choose, change: set }
}

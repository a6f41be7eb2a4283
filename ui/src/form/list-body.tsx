import { useState } from 'react'
import { t } from '../i18n/index.ts'
import { Icon } from '../kit/icon.tsx'
import type { InsideProps } from './field-props.ts'
import { listOf, withItemMoved, withoutItem } from './json.ts'
import { idOf } from './labels.tsx'
import { itemShape, pointerTo } from './shape.ts'
import { freshValue } from './starting.ts'
import { useItems } from './use-items.ts'

// A page of a long list.
const PAGE = 50

/** The items of a list, one below the other. */
export function ListBody(props: InsideProps) {
  const { shape, value, label, pointer, errors, Field, change } = props
  const items = listOf(value)
  const { keys, setItem, append, rearrange, focusOn } = useItems(items, change)
  const [limit, setLimit] = useState(PAGE)
  const { minItems, maxItems } = shape.schema
  const id = idOf(pointer)
  const add = (): void => {
    append(freshValue(itemShape(shape, items.length)))
    setLimit(Math.max(limit, items.length + 1))
    focusOn(idOf(pointerTo(pointer, items.length)))
  }
  const move = (from: number, to: number): void => {
    rearrange((list) => withItemMoved(list, from, to))
    const isUp = to === 0 ? false : to === items.length - 1 || to < from
    focusOn(`${id}-${isUp ? 'up' : 'down'}-${to}`)
  }
  const remove = (index: number): void => {
    rearrange((list) => withoutItem(list, index))
    focusOn(items.length === 1 ? `${id}-add` : `${id}-remove-${Math.max(0, index - 1)}`)
  }
  return (
    <>
      {items.slice(0, limit).map((item, index) => (
        <div className="form-row" key={keys[index]}>
          <Field
            name={index}
            label={itemName(label, index)}
            shape={itemShape(shape, index)}
            value={item}
            pointer={pointerTo(pointer, index)}
            errors={errors?.inside[index]}
            isRequired={false}
            isItem
            onChange={setItem}
          />
          <ItemButtons
            id={id}
            name={itemName(label, index)}
            index={index}
            count={items.length}
            isKept={items.length <= Number(minItems ?? 0)}
            onMove={move}
            onRemove={remove}
          />
        </div>
      ))}
      {items.length > limit && (
        <button type="button" onClick={() => setLimit(limit + PAGE)}>
          {t('form.moreItems', { count: items.length - limit })}
        </button>
      )}
      <AddButton id={id} label={label} isOff={items.length >= Number(maxItems ?? Infinity)} onAdd={add} />
    </>
  )
}

interface AddButtonProps {
  readonly id: string
  readonly label: string
  readonly isOff: boolean
  readonly onAdd: () => void
}

function AddButton({ id, label, isOff, onAdd }: AddButtonProps) {
  return (
    <button
      type="button"
      className="form-add"
      id={`${id}-add`}
      aria-label={t('form.addItemOf', { name: label })}
      disabled={isOff}
      onClick={onAdd}
    >
      {t('form.addItem')}
    </button>
  )
}

function itemName(label: string, index: number): string {
  return `${label} ${index + 1}`
}

interface ItemButtonsProps {
  readonly id: string
  readonly name: string
  readonly index: number
  readonly count: number
  /** There must be so many. */
  readonly isKept: boolean
  readonly onMove: (from: number, to: number) => void
  readonly onRemove: (index: number) => void
}

function ItemButtons({ id, name, index, count, isKept, onMove, onRemove }: ItemButtonsProps) {
  const buttons = [
    { action: 'up', icon: 'down', text: t('form.upOf', { name }), isOff: index === 0 },
    { action: 'down', icon: 'down', text: t('form.downOf', { name }), isOff: index === count - 1 },
    { action: 'remove', icon: 'remove', text: t('form.removeOf', { name }), isOff: isKept },
  ] as const
  const press = (action: string): void =>
    action === 'remove' ? onRemove(index) : onMove(index, action === 'up' ? index - 1 : index + 1)
  return (
    <span className="form-moves">
      {buttons.map(({ action, icon, text, isOff }) => (
        <button
          key={action}
          type="button"
          className={`icon-button form-${action}`}
          id={`${id}-${action}-${index}`}
          aria-label={text}
          title={text}
          disabled={isOff}
          onClick={() => press(action)}
        >
          <Icon name={icon} />
        </button>
      ))}
    </span>
  )
}

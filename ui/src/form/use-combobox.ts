import { useRef, useState, type ChangeEvent, type FocusEvent, type KeyboardEvent } from 'react'
import type { ComboboxProps, Option } from './combobox.tsx'

/** Whether the list is open, which option the arrows have reached, and what the keys do. */
export function useCombobox({ options, onText, onPick, onLeave, onOpen }: ComboboxProps) {
  const [isOpen, setIsOpen] = useState(false)
  const [reached, setReached] = useState(-1)
  const list = useRef<HTMLUListElement>(null)
  const active = Math.min(reached, options.length - 1)

  const open = (): void => {
    if (!isOpen) onOpen?.()
    setIsOpen(true)
  }
  const close = (): void => {
    setIsOpen(false)
    setReached(-1)
  }
  const pick = (option: Option): void => {
    onPick(option.key)
    close()
  }
  const move = (step: 1 | -1): void => {
    open()
    if (options.length === 0) return
    const from = active === -1 && step === -1 ? 0 : active
    const next = (from + step + options.length) % options.length
    setReached(next)
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' })
  }
  const confirm = (): void => {
    const option = isOpen ? options[active] : undefined
    if (option) return pick(option)
    onLeave()
    close()
  }
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: confirm,
    ...(isOpen ? { Escape: close } : {}),
  }
  const handlers = {
    onClick: open,
    onFocus: (event: FocusEvent<HTMLInputElement>) => event.target.select(),
    onBlur: () => {
      close()
      onLeave()
    },
    onKeyDown: (event: KeyboardEvent) => {
      const run = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key]
      if (!run) return
      // Of this list only, and not of the form or a dialog around it.
      event.preventDefault()
      event.stopPropagation()
      run()
    },
    onChange: (event: ChangeEvent<HTMLInputElement>) => {
      open()
      setReached(-1)
      onText(event.target.value)
    },
  }
  return { isOpen, active, list, pick, handlers }
}

import type { ControlProps } from './controls.tsx'
import { useCombobox } from './use-combobox.ts'

export interface Option {
  readonly key: string
  readonly label: string
  readonly detail?: string
}

export interface ComboboxProps {
  readonly attributes: Pick<
    ControlProps,
    'id' | 'label' | 'isRequired' | 'isInvalid' | 'describedBy' | 'isDisabled'
  >
  readonly text: string
  readonly placeholder?: string
  readonly options: readonly Option[]
  /** Shown below the options, or instead of them. */
  readonly note?: string | undefined
  readonly onText: (text: string) => void
  readonly onPick: (key: string) => void
  /** Whatever is typed when somebody goes on. */
  readonly onLeave: () => void
  readonly onOpen?: () => void
}

/** An input with suggestions, after the ARIA pattern "combobox with list autocomplete". */
export function Combobox(props: ComboboxProps) {
  const { attributes, text, placeholder, options, note } = props
  const { isOpen, active, list, pick, handlers } = useCombobox(props)
  const listId = `${attributes.id}-list`
  return (
    <span className="form-combobox">
      <input
        id={attributes.id}
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        disabled={attributes.isDisabled}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-activedescendant={isOpen && active >= 0 ? `${listId}-${active}` : undefined}
        aria-required={attributes.isRequired || undefined}
        aria-invalid={attributes.isInvalid || undefined}
        aria-describedby={attributes.describedBy}
        placeholder={placeholder}
        value={text}
        {...handlers}
      />
      <span className="form-popup" hidden={!isOpen}>
        <ul id={listId} ref={list} role="listbox" aria-label={attributes.label} hidden={options.length === 0}>
          {isOpen &&
            options.map((option, index) => (
              <li
                key={option.key}
                id={`${listId}-${index}`}
                role="option"
                aria-selected={index === active}
                // Before the input loses the focus.
                onMouseDown={(event) => {
                  event.preventDefault()
                  pick(option)
                }}
              >
                <span>{option.label}</span>
                {option.detail !== undefined && <code className="faint">{option.detail}</code>}
              </li>
            ))}
        </ul>
        {isOpen && note !== undefined && (
          <span className="help form-note" role="status">
            {note}
          </span>
        )}
      </span>
    </span>
  )
}

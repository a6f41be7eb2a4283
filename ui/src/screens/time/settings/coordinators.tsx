import { useId, useRef, useState, type RefObject } from 'react'
import { t } from '../../../i18n/index.ts'
import { Icon } from '../../../kit/icon.tsx'
import { addressProblem, type AddressProblem } from './settings-input.ts'

interface CoordinatorsProps {
  readonly addresses: readonly string[]
  readonly onChange: (addresses: readonly string[]) => void
}

/** The addresses of those who watch over the sessions, one by one. */
export function Coordinators({ addresses, onChange }: CoordinatorsProps) {
  const field = useRef<HTMLInputElement>(null)
  return (
    <section className="card stack" aria-labelledby="coordinators">
      <h2 id="coordinators">{t('timeSettings.coordinators')}</h2>
      <p className="help">{t('timeSettings.coordinatorsHelp')}</p>
      {addresses.length === 0 && <p className="faint">{t('timeSettings.noCoordinators')}</p>}
      <ul className="plain-list" hidden={addresses.length === 0} aria-label={t('timeSettings.coordinators')}>
        {addresses.map((address) => (
          <li key={address} className="address">
            <span className="grow truncate">{address}</span>
            <button
              type="button"
              className="icon-button"
              aria-label={t('timeSettings.removeAddress', { address })}
              onClick={() => {
                onChange(addresses.filter((each) => each !== address))
                field.current?.focus()
              }}
            >
              <Icon name="remove" />
            </button>
          </li>
        ))}
      </ul>
      <NewAddress
        field={field}
        addresses={addresses}
        onAdd={(address) => onChange([...addresses, address])}
      />
    </section>
  )
}

interface NewAddressProps {
  readonly field: RefObject<HTMLInputElement | null>
  readonly addresses: readonly string[]
  readonly onAdd: (address: string) => void
}

function NewAddress({ field, addresses, onAdd }: NewAddressProps) {
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<AddressProblem>()
  const id = useId()
  const add = (): void => {
    const address = typed.trim()
    const found = addressProblem(address, addresses)
    setProblem(found)
    field.current?.focus()
    if (found !== undefined) return
    onAdd(address)
    setTyped('')
  }
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {t('timeSettings.newAddress')}
      </label>
      <div className="row nowrap">
        <input
          ref={field}
          id={id}
          type="email"
          autoComplete="off"
          value={typed}
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : `${id}-wrong`}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            add()
          }}
        />
        <button type="button" onClick={add}>
          {t('action.add')}
        </button>
      </div>
      {problem !== undefined && (
        <span id={`${id}-wrong`} className="error-text" role="alert">
          {t(`timeSettings.address.${problem}`)}
        </span>
      )}
    </div>
  )
}

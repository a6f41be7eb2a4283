import { useMemo } from 'react'
import type { Difference } from '../../../api/types.ts'
import { t } from '../../../i18n/index.ts'
import { Chip } from '../../../kit/chip.tsx'
import { placeOf } from './differences-place.ts'
import { kindTextOf } from './facts.ts'
import type { Key } from './json.ts'

interface DifferencesProps {
  readonly body: unknown
  readonly differences: readonly Difference[]
  readonly onShow: (place: readonly Key[]) => void
}

/** Where the answer is not what the document says. */
export function Differences({ body, differences, onShow }: DifferencesProps) {
  const places = useMemo(
    () => differences.map((difference) => ({ difference, place: placeOf(body, difference) })),
    [body, differences],
  )
  if (differences.length === 0) return null
  return (
    <details className="answer-differences">
      <summary>
        <Chip tone="warn">{t('answer.differences', { count: differences.length })}</Chip>
      </summary>
      <ul>
        {places.map(({ difference: { pointer, kind, message }, place }) => (
          <li key={`${kind} ${pointer} ${message}`}>
            {place ? (
              <button type="button" className="plain answer-place" onClick={() => onShow(place)}>
                <code>{pointer === '' ? t('answer.tree.root') : pointer}</code>
                <span className="hidden-text">{t('answer.showPlace')}</span>
              </button>
            ) : (
              <code>{pointer === '' ? t('answer.tree.root') : pointer}</code>
            )}
            <span>
              <strong>{t(kindTextOf(kind))}</strong> {message}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

import { useState } from 'react'
import { formatNumber, t } from '../i18n/index.ts'
import { attributesOf, type ControlProps } from './controls.tsx'
import { objectOf } from './json.ts'

// The server takes requests of 1 MiB; base64 needs four bytes for three.
const MAX_BYTES = 760_000

/** A file becomes part of the value: its name, its type and its bytes. */
export function FileControl(props: ControlProps) {
  const { value, label, onChange } = props
  const [problem, setProblem] = useState<string>()
  const { name, base64 } = objectOf(objectOf(value)['$file'])
  const read = async (file: File): Promise<void> => {
    setProblem(undefined)
    if (file.size > MAX_BYTES) return setProblem(t('form.fileTooLarge', { limit: formatNumber(MAX_BYTES) }))
    try {
      const contentType = file.type === '' ? 'application/octet-stream' : file.type
      onChange({ $file: { name: file.name, contentType, base64: await base64Of(file) } })
    } catch {
      setProblem(t('form.fileUnread'))
    }
  }
  return (
    <>
      <input
        {...attributesOf(props)}
        type="file"
        onChange={({ target }) => {
          const file = target.files?.[0]
          if (file) void read(file)
        }}
      />
      {typeof name === 'string' && (
        <span className="row">
          <span className="help">
            {t('form.file', { name, size: formatNumber(Math.floor((String(base64).length * 3) / 4)) })}
          </span>
          <button
            type="button"
            className="plain form-small"
            aria-label={t('form.removeOf', { name: label })}
            onClick={() => onChange(undefined)}
          >
            {t('action.remove')}
          </button>
        </span>
      )}
      {problem !== undefined && (
        <span className="error-text" role="alert">
          {problem}
        </span>
      )}
    </>
  )
}

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => {
      // A data URL: what it is stands before the comma.
      const url = typeof reader.result === 'string' ? reader.result : ''
      resolve(url.slice(url.indexOf(',') + 1))
    })
    reader.addEventListener('error', () => reject(reader.error ?? new Error('not read')))
    reader.readAsDataURL(file)
  })
}

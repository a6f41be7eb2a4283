import type { OperationLine } from '../../../api/types.ts'
import { t } from '../../../i18n/index.ts'
import type { FileBody } from './body.ts'
import { Pairs } from './pairs.tsx'
import { formatBytes } from './format-bytes.ts'
import { inSlices } from './sliced.ts'

interface FileViewProps {
  readonly operation: OperationLine
  readonly file: FileBody
}

// Pictures that can hold no script.
const SHOWN_TYPES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

/** An answer that is neither JSON nor text. */
export function FileView({ operation, file: { contentType, base64, bytes } }: FileViewProps) {
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase()

  async function download(): Promise<void> {
    const [{ bytesOf }, { fileNameOf, saveFile }] = await Promise.all([
      import('./download/file-bytes.ts'),
      import('./download/save.ts'),
    ])
    saveFile(new Blob(await inSlices(bytesOf(base64)), { type }), fileNameOf(operation, extensionOf(type)))
  }

  return (
    <div className="stack">
      <Pairs
        pairs={[
          [t('answer.file.type'), contentType],
          [t('answer.size'), formatBytes(bytes)],
        ]}
      />
      {base64 === '' ? (
        <p className="faint">{t('answer.file.notKept')}</p>
      ) : (
        <div className="row">
          <button type="button" className="primary" onClick={() => void download()}>
            {t('answer.file.download')}
          </button>
        </div>
      )}
      {base64 !== '' && SHOWN_TYPES.has(type) && (
        <img className="answer-image" src={`data:${type};base64,${base64}`} alt={t('answer.file.picture')} />
      )}
    </div>
  )
}

/** `application/pdf` -> `pdf`; what is no plain word is `bin`. */
function extensionOf(type: string): string {
  const name = type.split('/')[1] ?? ''
  return /^[a-z]{2,5}$/.test(name) ? name : 'bin'
}

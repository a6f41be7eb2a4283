import type { ShownRequest } from '../../../api/types.ts'
import { t } from '../../../i18n/index.ts'
import { MethodBadge } from '../../../kit/chip.tsx'
import { CopyButton } from '../../../kit/copy-button.tsx'
import { isContainer, scalarText } from './json.ts'
import { Pairs } from './pairs.tsx'
import { JsonTree } from './tree/json-tree.tsx'

/** What was sent; the server has masked the secrets of it. */
export function Request({ request: { method, url, headers, body } }: { readonly request: ShownRequest }) {
  return (
    <div className="stack">
      <div className="row">
        <MethodBadge method={method} />
        <code className="answer-path grow">{url}</code>
        <CopyButton text={url} label={t('answer.request.copyUrl')} />
      </div>
      <h3>{t('answer.tab.headers')}</h3>
      <Pairs pairs={Object.entries(headers)} />
      <h3>{t('answer.request.body')}</h3>
      <SentBody body={body} />
    </div>
  )
}

function SentBody({ body }: { readonly body: unknown }) {
  if (body === null || body === undefined) return <p className="faint">{t('answer.request.noBody')}</p>
  if (isContainer(body)) return <JsonTree value={body} label={t('answer.request.body')} />
  return <pre className="answer-long">{scalarText(body)}</pre>
}

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, withQuery } from '../../api/client.ts'
import { t } from '../../i18n/index.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import { Loaded } from '../../kit/states.tsx'

const TARGETS = ['curl', 'js', 'python'] as const
type Target = (typeof TARGETS)[number]

/** The same call for a terminal or a program; secrets are placeholders. */
export function Snippet({ callId }: { readonly callId: string }) {
  const [target, setTarget] = useState<Target>('curl')
  const [isOpen, setIsOpen] = useState(false)
  const snippet = useQuery({
    queryKey: ['snippet', callId, target],
    queryFn: () =>
      api<{ snippet: string }>(withQuery(`/api/calls/${encodeURIComponent(callId)}/snippet`, { target })),
    enabled: isOpen,
    staleTime: Infinity,
  })
  return (
    <details className="snippet" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{t('studio.snippet')}</summary>
      <div className="stack">
        <div className="row between">
          <select
            className="plain"
            aria-label={t('studio.snippetTarget')}
            value={target}
            onChange={(event) => setTarget(event.target.value as Target)}
          >
            <option value="curl">curl</option>
            <option value="js">JavaScript</option>
            <option value="python">Python</option>
          </select>
          {snippet.data && <CopyButton text={snippet.data.snippet} />}
        </div>
        {isOpen && <Loaded query={snippet}>{(data) => <pre tabIndex={0}>{data.snippet}</pre>}</Loaded>}
      </div>
    </details>
  )
}

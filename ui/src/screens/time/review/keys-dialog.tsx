import { t } from '../../../i18n/index.ts'
import { Dialog } from '../../../kit/dialog.tsx'

const KEYS = [
  { keys: ['j', '↓'], text: 'time.keys.next' },
  { keys: ['k', '↑'], text: 'time.keys.previous' },
  { keys: ['a'], text: 'time.keys.approve' },
  { keys: ['r'], text: 'time.keys.reject' },
  { keys: ['Ctrl+Enter'], text: 'time.keys.send' },
  { keys: ['Esc'], text: 'time.keys.cancel' },
  { keys: ['?'], text: 'time.keys.help' },
] as const

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={t('time.keys')} onClose={onClose}>
      <dl className="facts keys">
        {KEYS.map(({ keys, text }) => (
          <div key={text} className="key">
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
      <p className="help">{t('time.keys.where')}</p>
      <p className="help">{t('time.review.means')}</p>
    </Dialog>
  )
}

'use client'
import { useTranslations } from 'use-intl'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { keyed } from '#components/shared/keyed.ts'
import { LongText } from '#components/shared/long-text.tsx'
import { ShowMore } from '#components/shared/show-more.tsx'

interface NameValueTableProps {
  readonly label: string
  readonly rows: readonly { readonly name: string; readonly value: string }[]
}

// Only what is an address as a whole, and of the web: an image may carry any text at all.
const isWebAddress = (value: string) => /^https?:\/\/[^\s"'<>\\^`{|}]{3,500}$/i.test(value)

/** Labels, annotations, environment: names and values of anyone's making, shown as text. */
export function NameValueTable({ label, rows }: NameValueTableProps) {
  const t = useTranslations('manifest')
  return (
    <ShowMore items={rows} step={100}>
      {(shown) => (
        <table aria-label={label} className="block w-full">
          <thead className="sr-only">
            <tr>
              <th scope="col">{t('name')}</th>
              <th scope="col">{t('value')}</th>
            </tr>
          </thead>
          <tbody className="block">
            {keyed(shown, ({ name }) => name).map(({ key, item: { name, value } }) => (
              <tr
                key={key}
                className="group grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_24px] items-start gap-x-3 border-border border-t py-1.5 first:border-t-0 max-md:grid-cols-[minmax(0,1fr)_24px]"
              >
                <th
                  scope="row"
                  className="text-left font-mono font-normal text-muted text-xs leading-6 [overflow-wrap:anywhere] max-md:col-start-1"
                >
                  {name}
                </th>
                <td className="min-w-0 font-mono text-xs leading-6 max-md:col-start-1">
                  {isWebAddress(value) ? (
                    <a
                      href={value}
                      target="_blank"
                      rel="noopener noreferrer nofollow"
                      className="text-accent [overflow-wrap:anywhere] hover:underline"
                    >
                      {value}
                    </a>
                  ) : (
                    <LongText text={value} />
                  )}
                </td>
                <td className="max-md:col-start-2 max-md:row-span-2 max-md:row-start-1">
                  <CopyButton text={value} label={t('copyValue', { name: name.slice(0, 80) })} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </ShowMore>
  )
}

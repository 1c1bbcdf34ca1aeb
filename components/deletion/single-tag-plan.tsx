'use client'
import { useFormatter, useTranslations } from 'use-intl'
import { Digest } from '#components/shared/digest.tsx'
import { Fact } from '#components/shared/facts.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { Deletion, DeletionItem } from '#lib/api/deletion.ts'
import { useSiblings } from '#lib/client/use-siblings.ts'

/** A plan that one tag was chosen for. */
export type SingleTag = DeletionItem & { readonly tag: string }

/** The tag of a plan that is about no other; null for a plan of more. What goes along with it does not count. */
export function singleTagOf({ items, nextCursor }: Deletion): SingleTag | null {
  const chosen = items.filter((item) => item.isChosen)
  const [item] = chosen
  return nextCursor === null && chosen.length === 1 && item?.tag ? { ...item, tag: item.tag } : null
}

interface SingleTagPlanProps {
  readonly plan: Deletion
  readonly item: SingleTag
}

/** How one tag would go, and by name which ones stay on its digest. */
export function SingleTagPlan({ plan, item }: SingleTagPlanProps) {
  const t = useTranslations('deletion')
  const { tag, digest, method, fallback } = item
  const { tagsKept } = plan.effects
  return (
    <>
      <Fact label={t(method ? 'goes' : 'theTag')}>
        <span className="flex min-w-0 flex-wrap items-center gap-2">
          <span className="break-all font-mono text-text text-xs">{tag}</span>
          {digest && <Digest digest={digest} isCopyShown />}
        </span>
        {method && tagsKept === 0 && <p>{t('lastTag')}</p>}
      </Fact>
      {method && (
        <Fact label={tagsKept > 0 ? t('stay', { count: tagsKept }) : t('nothingElse')}>
          {tagsKept === 0 || digest === null ? (
            <p>{t('noSiblings')}</p>
          ) : (
            <Siblings item={item} digest={digest} />
          )}
        </Fact>
      )}
      {method && (
        <Fact label={t('how')}>
          <p>{t(`method.${method}`)}</p>
          {fallback && fallback !== method && <p>{t(`fallback.${fallback}`)}</p>}
        </Fact>
      )}
    </>
  )
}

const namesShown = 12

function Siblings({ item, digest }: { item: SingleTag; digest: string }) {
  const t = useTranslations('deletion')
  const { number } = useFormatter()
  const names = useSiblings({ ...item, digest })
  if (names === undefined) return <Skeleton className="w-40" />
  const rest = names.length - namesShown
  return (
    <ul className="flex flex-wrap gap-1">
      {names.slice(0, namesShown).map((name) => (
        <li
          key={name}
          className="max-w-full truncate rounded-sm border border-border px-1.5 font-mono text-text text-xs leading-5"
        >
          {name}
        </li>
      ))}
      {rest > 0 && (
        <li className="text-xs leading-5">{t('andMore', { count: rest, number: number(rest) })}</li>
      )}
    </ul>
  )
}

'use client'
import { toast } from 'sonner'
import { useTranslations } from 'use-intl'
import type { TagDeletion } from '#lib/api/tags.ts'

/** Says what happened and by which method, once the server has said so. */
export function useDeletedToast() {
  const t = useTranslations('deletion')
  return ({ tag, method, siblings }: TagDeletion) =>
    toast.success(t('deleted', { tag }), {
      description: [t(`done.${method}`), siblings.length > 0 ? t('stayed', { count: siblings.length }) : '']
        .filter(Boolean)
        .join(' '),
      duration: 8_000,
    })
}

/** The row that had the focus is gone: the one in its place takes it, after the dialog has let go of it. */
export const focusTable = () =>
  setTimeout(() => {
    const row = document.querySelector<HTMLElement>('tr[data-index][tabindex="0"]')
    const target = row ?? document.querySelector<HTMLElement>('#content')
    target?.focus()
  }, 50)

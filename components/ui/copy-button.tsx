'use client'
import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { announce } from './announcer.tsx'
import { IconButton } from './button.tsx'
import { copyText } from './clipboard.ts'
import { useCellTabIndex } from './row-focus.ts'

interface CopyButtonProps {
  readonly text: string
  /** What is copied, in words. */
  readonly label: string
  readonly className?: string
}

/** Says what became of it by its icon and in the live region. */
export function CopyButton({ text, label, className }: CopyButtonProps) {
  const t = useTranslations('ui')
  const tabIndex = useCellTabIndex()
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setIsCopied(false), 2_000)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = async () => {
    const outcome = await copyText(text)
    setIsCopied(outcome)
    announce(t(outcome ? 'copied' : 'copyFailed'))
  }
  return (
    <IconButton
      size="sm"
      label={label}
      tabIndex={tabIndex}
      className={className}
      icon={isCopied ? <Check aria-hidden className="text-success" /> : <Copy aria-hidden />}
      onClick={copy}
    />
  )
}

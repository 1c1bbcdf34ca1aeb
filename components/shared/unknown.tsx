import { Tooltip } from '#components/ui/tooltip.tsx'

/** What is not known is a dash with its reason: never 0, never the epoch. */
export const Unknown = ({ reason }: { reason: string }) => (
  <Tooltip content={reason}>
    <span className="text-muted">
      <span aria-hidden>–</span>
      <span className="sr-only">{reason}</span>
    </span>
  </Tooltip>
)

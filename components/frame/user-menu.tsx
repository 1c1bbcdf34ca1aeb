'use client'
import { CircleUserRound, LogOut } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { IconButton } from '#components/ui/button.tsx'
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '#components/ui/menu.tsx'
import { toast } from '#components/ui/toast.tsx'
import { signOut } from '#lib/client/auth.ts'
import { useSession } from '#lib/client/use-session.ts'

export function UserMenu() {
  const t = useTranslations('frame')
  const { data: session } = useSession()
  const leave = async () => {
    try {
      await signOut()
      // A whole page load: nothing that was read under this session stays in memory.
      window.location.assign('/sign-in')
    } catch {
      toast.error(t('signOutFailed'))
    }
  }
  const label = session ? t('account', { username: session.username }) : t('accountUnknown')
  return (
    <Menu trigger={<IconButton label={label} icon={<CircleUserRound aria-hidden />} />}>
      {session && (
        <>
          <MenuLabel>
            <span className="block font-medium text-sm text-text">{session.username}</span>
            {t(`roles.${session.role}`)}
          </MenuLabel>
          <MenuSeparator />
        </>
      )}
      <MenuItem icon={<LogOut aria-hidden />} onSelect={leave}>
        {t('signOut')}
      </MenuItem>
    </Menu>
  )
}

import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Check, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import { tellError } from "@/client/act";
import { signOut, useMe } from "@/client/session";
import { chooseTheme, chosenTheme, type Theme } from "@/lib/theme";
import { humanise, initials } from "@/lib/words";
import { Avatar } from "@/ui/parts";

const THEMES: readonly { theme: Theme; name: string; icon: typeof Sun }[] = [
  { theme: "light", name: "Light", icon: Sun },
  { theme: "dark", name: "Dark", icon: Moon },
  { theme: "system", name: "As the system", icon: Monitor },
];

/** Who I am, how it looks, the way out. */
export default function PersonList() {
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [theme, setTheme] = useState(chosenTheme());
  const leave = async (): Promise<void> => {
    try {
      await signOut(client);
      await navigate({ to: "/sign-in" as string });
    } catch (error) {
      tellError(error);
    }
  };
  return (
    <DropdownMenu.Root defaultOpen>
      <DropdownMenu.Trigger className="flex-none rounded-full" aria-label={`${initials(me.user.name)}, ${me.user.name}: your menu`}><Avatar name={me.user.name} /></DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" sideOffset={6} className="menu w-[248px]">
          <div className="px-2.5 py-1.5">
            <div className="font-semibold">{me.user.name}</div>
            <div className="truncate text-text-2">{me.user.email}</div>
            <div className="text-s text-text-2">{me.user.roles.map(humanise).join(", ")} · {me.tenant.subscription_plan}</div>
          </div>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.RadioGroup value={theme} onValueChange={(next) => { chooseTheme(next as Theme); setTheme(next as Theme); }}>
            {THEMES.map(({ theme: each, name, icon: Icon }) => (
              <DropdownMenu.RadioItem key={each} value={each} className="menu-item">
                <Icon aria-hidden className="size-4 text-text-2" />{name}
                <DropdownMenu.ItemIndicator className="ml-auto"><Check aria-hidden className="size-4 text-accent" /></DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Item className="menu-item" onSelect={() => void leave()}><LogOut aria-hidden className="size-4 text-text-2" />Sign out</DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** The icons of the page: Lucide, one by one, and the five marks of our own that carry the state of a date. */

import type { LucideIcon } from "lucide-react";
import {
  ArrowDown,
  ArrowLeft,
  ArrowLeftRight,
  ArrowRight,
  ArrowUp,
  AtSign,
  CalendarCheck,
  CalendarPlus,
  Check,
  ChevronDown,
  ChevronRight,
  Circle,
  CircleCheck,
  CircleHelp,
  CirclePause,
  CircleSlash,
  Copy,
  Download,
  Eye,
  EyeOff,
  FileInput,
  FileText,
  FolderOpen,
  Handshake,
  History,
  Hourglass,
  Inbox,
  Info,
  Keyboard,
  KeyRound,
  Landmark,
  ListFilter,
  Lock,
  LockOpen,
  Mail,
  MailCheck,
  MailX,
  MapPin,
  MessageCircleQuestion,
  MessageSquare,
  Minus,
  Paperclip,
  Phone,
  Plus,
  RotateCcw,
  Search,
  Send,
  Settings,
  ShieldAlert,
  ShieldCheck,
  Signature,
  Sun,
  TriangleAlert,
  UserCheck,
  UserRound,
  X,
} from "lucide-react";
import type { ReactNode } from "react";
import type { CaseStatus, Channel, DueState } from "../bindings/wire";

export {
  ArrowDown,
  ArrowLeft,
  ArrowLeftRight,
  ArrowRight,
  ArrowUp,
  AtSign,
  CalendarCheck,
  CalendarPlus,
  Check,
  ChevronDown,
  ChevronRight,
  Circle,
  CircleCheck,
  CircleHelp,
  Copy,
  Download,
  Eye,
  EyeOff,
  FileInput,
  FileText,
  FolderOpen,
  Handshake,
  History,
  Hourglass,
  Inbox,
  Info,
  Keyboard,
  KeyRound,
  ListFilter,
  Lock,
  LockOpen,
  Mail,
  MapPin,
  Minus,
  Paperclip,
  Phone,
  Plus,
  Search,
  Send,
  Settings,
  ShieldAlert,
  ShieldCheck,
  Sun,
  TriangleAlert,
  UserCheck,
  X,
};

/** An icon beside a word. It says nothing itself. */
export function Icon({
  of: Of,
  size = 16,
  className,
}: {
  of: LucideIcon;
  size?: number;
  className?: string | undefined;
}): ReactNode {
  return <Of size={`${size / 13}rem`} strokeWidth={1.75} aria-hidden="true" className={className} />;
}

export const CHANNEL_ICONS: Record<Channel, LucideIcon> = {
  call: Phone,
  chat: MessageSquare,
  email: AtSign,
  post: Mail,
  in_person: UserRound,
  authority: Landmark,
  unknown: CircleHelp,
};

export const STATUS_ICONS: Record<CaseStatus, LucideIcon> = {
  accepted: Circle,
  identity_confirmed: UserCheck,
  particulars_requested: MessageCircleQuestion,
  extended: CalendarPlus,
  blocked: CirclePause,
  answered: Signature,
  refused: CircleSlash,
  sent: Send,
  delivered: MailCheck,
  returned: MailX,
  closed: CircleCheck,
  reopened: RotateCcw,
};

/** The mark of a date's state; nothing for a date that is far away or done in time. */
export function DueMark({ state, late = false }: { state: DueState; late?: boolean }): ReactNode {
  const box = { width: "1.23rem", height: "1.23rem", viewBox: "0 0 16 16" };
  if (state === "soon") {
    return (
      <svg {...box} aria-hidden="true">
        <path
          d="M8 2.6 13.4 8 8 13.4 2.6 8Z"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          strokeLinejoin="round"
        />
      </svg>
    );
  }
  if (state === "today" || state === "hours" || (state === "at_once" && !late)) {
    return (
      <svg {...box} aria-hidden="true">
        <path d="M8 1.6 14.4 8 8 14.4 1.6 8Z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />
        <path
          d="M8 5v3.2L10 9.6"
          fill="none"
          stroke="var(--surface)"
          strokeWidth="1.4"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
    );
  }
  if (state === "overdue" || state === "at_once") {
    return (
      <svg {...box} aria-hidden="true">
        <path d="M8 1.8 15 14H1Z" fill="currentColor" stroke="currentColor" strokeWidth="1" strokeLinejoin="round" />
        <path d="M8 6v4" stroke="var(--surface)" strokeWidth="1.6" strokeLinecap="round" />
        <circle cx="8" cy="12.1" r="0.95" fill="var(--surface)" />
      </svg>
    );
  }
  if (state === "provisional" || state === "provisional_near") {
    return (
      <svg {...box} aria-hidden="true">
        <circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2.2 2.2" />
      </svg>
    );
  }
  if (state === "done_late") {
    return (
      <svg {...box} aria-hidden="true">
        <path d="M8 2.4 14.2 13.4H1.8Z" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinejoin="round" />
      </svg>
    );
  }
  return null;
}

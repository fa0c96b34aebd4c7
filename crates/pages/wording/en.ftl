# review: source language
# Short sentences, plain words. `safety-critical` marks texts that two native speakers
# must check, and people like the readers must be asked about, before a translation is used.

## Every page
page-title = Public service page
skip = Skip to the text
leave = Leave quickly
# safety-critical
leave-limits = “{ leave }” opens another website. It does not clear the history of this browser. To clear it, close all windows and delete the history, or use a private window from the start.
languages = Language
level-c = Our server sees your text for a moment, locks it and forgets the key.
level-b = Your browser locks it before sending. This protects you unless this website itself has been changed to attack you.
back-to-start = Back to the first page
print-hint = To print, use the print command of your browser. Only the digits and words are printed, without any explanation.
date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
    } { $year }
optional = optional

## First page
start-heading = Report corruption or abuse
# safety-critical
start-lead = You do not have to give your name. You need no account, no email address and no telephone number.
start-report = Make a report
start-check = Check my report
start-check-hint = You need the receipt that you were shown after sending.
start-before = Before you report: stay safe
start-before-hint = Two minutes of reading, before anything else.
start-who = Who reads it
start-who-text = You choose one of these when you write. Only the few officers drawn for your report can open it, and colleagues of theirs whom they let in.
start-when = What happens then
start-when-text = Within { $acknowledge } you are told that your report was read. Within { $feedback } you are told what was done. You find both here, with your receipt.
# safety-critical
start-danger = This is not an emergency line.
# safety-critical
start-danger-text = Nobody watches this page day and night. If you are in danger now, get to safety first.
start-danger-contact = Help in danger: { $contact }
start-read-at = Reports are read: { $times }
start-parcel = Hand in a parcel that you sealed yourself

## Before you report
safety-heading = Before you report
safety-lead = Two minutes of reading that can protect you.
safety-device = Your device and your network
# safety-critical
safety-device-work = Do not use a work computer or phone, and not the network at work. Your employer can see that you opened this website, though not what you write.
# safety-critical
safety-device-tor = Use a device that only you use. Tor Browser also hides from your network which website you open.
# safety-critical
safety-device-phone = A SIM card usually carries a real name. Nothing here needs your telephone number.
safety-guess = Who could have known this?
# safety-critical
safety-guess-text = If only two or three people can know what you write, the text itself points to you. Leave out what only you could know, or wait until more people know it.
# safety-critical
safety-guess-trace = Do not search for the people you report, or print or copy papers, from an account in your name: that leaves traces too.
safety-files = Files
# safety-critical
safety-files-hidden = Photos and documents carry hidden data: a name, a place, a device. The form says what it can remove, and removes nothing unasked. A voice can be recognised.
# safety-critical
safety-files-law = In some countries a secret recording, or having a secret paper, is an offence in itself. If you are not sure, send only text first and ask.
safety-files-later = You can send the text now and add files later, with your receipt.
safety-read = Who can read it
# safety-critical
safety-read-moment = When you press send, our server sees your text and files for a moment, in its memory. It locks them for the officers drawn for your report and forgets the key.
# safety-critical
safety-read-after = Once it is locked, only the officers drawn for your report can open it, and colleagues of theirs whom they let in. This server cannot, and nor can the people who run it. A person you tick under “Who must not see this?” is never given a key.
# safety-critical
safety-read-browser = Where your browser can run our locking part, it locks everything before sending, and the button says so. Then this server sees neither your text nor your receipt. Whoever has taken over this website could still send you a changed page. Only a report locked on your own computer, as described below, is safe from that.
# safety-critical
safety-read-otherwise = Where your browser cannot do this, or you send without it:
# safety-critical
safety-read-trust = During that moment you have to trust this server. If somebody has taken it over just then, they can read what you send. The same holds when you come back: for a moment the server sees your receipt and the answers.
# safety-critical
safety-read-offline = If that is too much trust, seal your report on your own machine, without a connection, and hand in the sealed parcel. Then this website cannot read it, even while it is being sent.
safety-stored = What is stored about you
# safety-critical
safety-stored-text = No network address, no name of your browser, no cookie. Of your report this server keeps the day, not the hour; until the following night its disk can still show the hour.
# safety-critical
safety-stored-size = Whoever watches your line can see that something was sent here, and roughly how much.
safety-not = What this cannot protect you from
# safety-critical
safety-not-device = Somebody who controls your phone or computer, or looks over your shoulder.
# safety-critical
safety-not-network = Somebody who can watch a whole network at once.
# safety-critical
safety-not-officer = An officer drawn for your report who breaks their duty.
# safety-critical
safety-not-text = What your own words give away.
safety-law = Does the law protect you?
# safety-critical
safety-law-text = That can depend on who receives your report. Knowingly false reports are an offence nearly everywhere; so say plainly what you saw, what you hold in your hand, and what you were told.
# safety-critical
safety-law-anonymous = Anonymous means that we do not know who you are. Confidential means that we know, and must keep it secret. These are different.
safety-then = What happens afterwards
safety-then-receipt = You get a receipt. With it you come back here, read answers, write again and add files.
span-both = { $months } and { $days }
span-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
span-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
safety-then-days = Within { $acknowledge } you are told that your report was read, within { $feedback } what was done.

## Who receives it
body-anti-corruption-protection = Can investigate corruption. In many countries reporting to it is the protected way; the law where you live decides.
body-human-rights-protection = Can look into abuse and reprisals. Whether reporting there protects you in law differs from country to country.
body-civil-society-protection = Can advise you and stand by you. It has no powers of investigation, and reporting to it is often not protected by law.
body-witness-protection-protection = Can arrange protection for you. It usually has to know who you are, and it does not investigate.

## Report
report-heading = Your report
report-lead = Only the first question, or one file, is needed. Leave out whatever you do not know or do not want to say.
# safety-critical
report-no-name = You do not have to give your name.
report-account = What happened?
report-account-hint = In your own words and in any language. There is room for about { $latin } letters in Latin script, or { $other } in scripts such as Khmer, Lao or Thai, in all answers together.
report-account-help = Questions that can help
report-account-help-1 = What was done, promised or demanded? By whom?
report-account-help-2 = How did it work? Who gained, who lost, how much?
report-account-help-3 = Is it still going on? Will something happen soon?
report-account-help-4 = Who else knows? Where are papers or files about it?
report-basis = How do you know?
report-basis-hint = Tick all that are true. This protects you: nobody can say you claimed more.
report-basis-saw = I saw or heard it myself
report-basis-document = I hold a document or a recording
report-basis-told = Somebody told me
report-when = When did it happen?
report-when-hint = For example “March 2026” or “every month since last year”.
report-where = Where did it happen?
report-where-hint = A place, an office or a project is enough.
report-who = Who is involved?
report-who-hint = Names, roles or offices, as far as you know.
report-body = Who should receive it?
report-exclude = Who must not see this?
# safety-critical
report-exclude-hint = Tick anyone you report about, and anyone close to them. They are never given a key. Nobody is told whom you ticked, except the officers who open your report.
report-exclude-open = Show the list of officers and units
report-exclude-head = The head of { $body }
report-exclude-unit = Everyone in { $unit }
# safety-critical
report-exclude-few = If too few officers are left, officers of the other body receive your report. The server can see that this happened.
report-reprisal = Has anyone been threatened or punished because of this?
report-reprisal-hint = You, or somebody else. For example a threat, a transfer, a dismissal, a court case.
report-urgency = How urgent is it?
report-urgency-normal = Not urgent
report-urgency-soon = Something will happen soon
report-urgency-danger = Somebody is in danger
report-files = Files
report-files-label = Choose files
report-files-hint = Together at most { $size }, and at most { $count } files.
# safety-critical
report-files-hidden = Files carry hidden data such as names and places.
clean-box = Remove hidden data from my files
# safety-critical
clean-hint = Ticked: our server removes it before it locks them, from pictures, PDF and office files, sounds and films of up to { $size } each. Other files are sent as they are. The next page says what was removed and what was not. What is removed is gone from what you send: keep the file as it was, it may prove something. Not ticked: every file is sent as it is.
# safety-critical
clean-hint-here = Ticked: your browser removes it before it locks them, from pictures, PDF and office files, sounds and films of up to 64 MB each. What a file gives away, and what cannot be removed, is shown here once you have chosen it. What is removed is gone from what you send: keep the file as it was, it may prove something. Not ticked: every file is sent as it is.
report-files-later = On a slow line, send the text first. You can add files later with your receipt.
looked-working = Your files are being looked into, in this browser.
# safety-critical
looked-goes = Can be removed: { $what }.
# safety-critical
looked-stays = Cannot be removed: { $what }.
# safety-critical
looked-unread = It could not be looked into and is sent as it is.
looked-more = Only the first 50 files are shown.
report-send = Send the report
report-who-can-read = Who can read what I send?

## Locking in the browser
hold-loading = The part that locks your report in this browser ({ $size }) is still loading.
hold-offer = Your browser asks to save data. The part that locks your report in this browser has { $size }.
# safety-critical
hold-failed = Nothing was sent. Your report cannot be locked in this browser.
# safety-critical
hold-without = You can send it without that. Then this holds:
hold-load = Load it
hold-wait = Wait for it
hold-again = Try again
hold-openly = Send without it
hold-working = Locking and sending.
hold-progress = { $done } of 100
hold-stay = Keep this page open.
hold-waiting = There is no connection just now.
hold-waiting-stay = Sending goes on by itself when it is back. Keep this page open: nothing is lost.

## Faults in a form
faults-heading = Please look at this again
faults-kept = Nothing was sent yet. Everything you typed is still here.
faults-typed = Everything you typed is still here.
faults-files-again = Files have to be chosen again: a browser forgets them.
fault-account-empty = Write what happened, or choose at least one file.
fault-text-too-long = Your answers are too long together. Please shorten them by about { $over } letters. The rest can follow as a second message.
fault-body-missing = Choose who should receive your report.
fault-word-unknown = One of the answers is not among those offered. Please choose again.
fault-exclude-unknown = The list of officers has changed. Please tick again who must not see this.
fault-exclude-too-many = With these ticks no officer is left who could read your report. Remove some, or choose another receiver.
fault-files-too-large = The files are too large together. At most { $size } can be sent at once. Send fewer now and the others later.
fault-files-too-many = These are too many files. At most { $count } can be sent at once.
fault-file-name-too-long = A file name is too long. Please give the file a short name. At most { $length } letters are taken.
fault-review-ground = Choose what the review is about.
fault-files-missing = Choose at least one file.
fault-file-unreadable = A file cannot be read any more. It may have been moved or changed. Please choose the files again.
# safety-critical
fault-list = The list of officers could not be checked, so nothing can be locked in this browser.
# safety-critical
fault-list-date = The date of this device is wrong, or the list of officers is too old. Please check the date.
# safety-critical
fault-locking = Locking in this browser failed.
fault-refused = This server did not take it (number { $number }). Please send it once more.
fault-message-empty = Write your message, or choose at least one file.
fault-form-old = This form was opened too long ago to be sent as it is. It has been renewed. Please press send once more.
fault-busy = It could not be stored just now. Please press send once more in a few minutes.

## Receipt
receipt-heading = Your report has been stored
receipt-for = It is locked for officers of: { $body }
receipt-added = It was added to the report that was already sent from this form.
receipt-write = Write this down
# safety-critical
receipt-once = Keep it safe. Once you have left here we cannot show it again, and without it nobody can let you back in.
receipt-digits = Your receipt in digits
receipt-words = The same receipt in words
receipt-either = Either one is enough. They are the same key.
receipt-keep = How to keep it
# safety-critical
receipt-keep-paper = On paper in a safe place, or in your memory. Not as a photo on a work phone, not in an email or a chat.
# safety-critical
receipt-keep-finder = Whoever finds it can see that you reported and when, read the answers, write in your name and ask for deletion. They cannot open your report or your files.
receipt-proves = What it proves
# safety-critical
receipt-proves-text = These words prove that you reported, to you and to whoever finds them. A mark of your report is kept for a public list. This server does not publish that list yet. Until it does, only this server can show that your report arrived.
# safety-critical
receipt-proves-here = Once the list is published, it shows that your report arrived, whatever happens to this server.
# safety-critical
receipt-proves-limit = Once the list is published: because this server drew your receipt, the list shows only that a server which was honest when you sent did not bury the report later.
receipt-back = When to come back
receipt-back-read = By { $date } at the latest: that your report was read.
receipt-back-done = By { $date } at the latest: what was done.
receipt-back-sooner = Questions from the officers can be waiting sooner. Answers you do not collect are removed after about half a year.
receipt-written = I have written it down
receipt-skip = Skip the check and finish

## Check of the receipt
check-heading = Check what you wrote down
check-lead = Type two groups of your digits. This shows that you can come back.
check-group = Group { $number }
check-do = Check
check-show = Show the receipt again
check-wrong = Group { $number } is not right. Compare it with your note once more.
checked-heading = That is right
checked-text = You can come back with this receipt at any time.
checked-now = Now close this window. If others use this device, delete the history of the browser too.

## Coming back
return-heading = Check my report
return-label = Your receipt
return-hint = The 42 digits or the 12 words. Spaces and capital letters do not matter; numerals of your own script are fine.
return-do = Continue
# safety-critical
return-level = Our server sees your receipt and the answers for a moment and forgets them.
# safety-critical
return-level-b = Your browser opens the answers. Our server sees neither your receipt nor what they say, unless this website itself has been changed to attack you.
return-lost = If the receipt is lost, nobody can open this again. You can make a new report.
fault-receipt-empty = Type your receipt.
fault-receipt-word = “{ $word }” is not one of the words a receipt is made of. Please compare it with your note.
fault-receipt-length = A receipt has 42 digits or 12 words. Please count again.
fault-receipt-check = One of the digits or words is wrong. Please compare them with your note.

## Answer page
answer-heading = Your report
answer-status = Status
answer-status-since = Since { $date }.
status-received = Received. No officer has answered yet.
status-answered = An officer has answered.
status-closed = Closed. You can still read and write here.
answer-silence = No answer came by { $date }, the day that was promised to you.
answer-silence-means = That counts as a refusal, and it stands in the office’s record whatever is answered later. You may ask for a review of it
answer-silence-until = until { $date }.
# safety-critical
answer-notice = An officer proposed on { $date } to delete your report.
# safety-critical
answer-notice-from = From { $date } on it may be deleted for good, if a second officer agrees.
# safety-critical
answer-notice-means = If you do not want that, write a message here before. Whatever you send stops it; it does not have to give a reason.
answer-unknown = No report is kept under this receipt. Either it was never sent, or it has been deleted.
answer-unknown-next = The receipt itself is written correctly. If you are sure you sent a report, it may not have been stored; please send it again.
answer-messages = Answers from the officers
answer-none = There are no answers yet.
answer-mismatch = This answer differs from the copy the officers keep. Ask them about it.
answer-unreadable = This answer could not be opened here. Part of it may be damaged. Tell the officers.
answer-long = This answer is too long for this page.
answer-whole = Read this answer
answer-whole-files = See the whole answer and its files
whole-heading = An answer from the officers
whole-files = Files that came with it
# safety-critical
whole-files-hint = A file that you save stays on this device until you delete it. Whoever watches the line can see how large it is. It is saved under a name that says nothing.
whole-files-damaged = The files of this answer could not be opened here. Part of them may be damaged. Tell the officers.
whole-file-save = Save this file
answer-files-open = Open its files
answer-older = Older answers
answer-newer = Newer answers
answer-own = Your own messages are not shown. Once they are locked, this server cannot read them either.
message-heading = Write again
message-label = Your message
message-hint = Has anything happened to you because of this? Write that here too. There is room for about { $latin } letters in Latin script, or { $other } in scripts such as Khmer, Lao or Thai.
message-send = Send the message
files-heading = Add files
files-send = Send the files
files-note = What are these files?
deletion-open = Ask for deletion
deletion-due = You asked for deletion on { $date }.

## What became of files
cleaned-heading = Hidden data in your files
cleaned-counted = Files are counted in the order in which they were sent. Their names, and what they show, are as they were.
cleaned-file = File { $numbers }:
cleaned-files = Files { $numbers }:
cleaned-removed = Removed: { $what }.
# safety-critical
cleaned-left = Still inside: { $what }.
cleaned-nothing = Nothing hidden was found.
# safety-critical
cleaned-unchanged-damaged = Sent as it was, because it is damaged or made in an unusual way.
# safety-critical
cleaned-unchanged-encrypted = Sent as it was, because it is locked with a password.
# safety-critical
cleaned-unchanged-signed = Sent as it was, because it carries a digital signature.
# safety-critical
cleaned-unchanged-too-large = Sent as it was, because it is too large.
# safety-critical
cleaned-unchanged-unknown-format = Sent as it was, because this kind of file is not known here.
trace-attachment = another file inside it
trace-author = who made it
trace-comment = remarks
trace-company = an organisation
trace-device = a device
trace-earlier-version = earlier versions
trace-hidden-part = parts that are not shown
trace-identifier = numbers that join it with other files
trace-location = where it was made
trace-not-looked-into = parts that could not be looked into
trace-path = a folder or a server
trace-serial = the serial number of a device
trace-software = the program that made it
trace-tag = other notes
trace-thumbnail = a small copy of the picture or page
trace-time = when it was made or changed
trace-title = a title or keywords
trace-tracked-changes = deleted text that can still be read

## After writing again
sent-heading = Your message has been stored
sent-files-heading = Your files have been stored
sent-review-heading = Your request for a review has been stored
sent-text = The officers of your report can now open it. You come back with the same receipt.
sent-back = Back to my report

## Deletion
review-open = Ask for a review
# safety-critical
review-means = You ask the office to look again at what it decided, or did not decide. Your request is locked like a message, so only the officers of your report can read it. The office’s record shows that you asked, not why.
review-when = The office is to answer you within { $time }. If it has closed the case, that falls to somebody who took no part in closing it.
review-ground = What is it about?
review-ground-choose = Choose one
review-ground-no_action = Nothing is to be done about my report
review-ground-delay = It takes too long, or nobody answered
review-ground-refused_protection = Protection was refused, reduced or ended
review-ground-confidentiality = Something that had to stay secret did not
review-ground-info_refused = A question of mine was not answered
review-ground-conflict = Somebody who works on it is not impartial
review-ground-data_rights = Correction, access or deletion was refused
review-ground-coding_dispute = My report was filed as something that it is not
review-text = What else they should know
review-send = Ask for a review
deletion-heading = Ask for deletion
deletion-now = The answers kept here for you are removed at once, and so is what custodians keep of your name.
deletion-later = The report itself is removed only when two officers agree, after 30 days’ notice that you find here. If you change your mind in that time, write a message: your objection wins.
# safety-critical
deletion-limit = What officers have already read or copied cannot be called back, and the mark kept for the public list stays. It shows nobody who you are.
deletion-do = Ask for deletion now
deletion-keep = Keep my report
deletion-done-heading = Your wish has been stored
deletion-done = The answers kept for you have been removed. The officers are told that you want the report deleted.

## Asking for protection
protection-heading = Protection
protection-lead = Has somebody threatened or punished you, or people close to you, or do you fear it? You can ask the office to protect you. A family, a group or a whole community can ask as well.
protection-open = Ask for protection
# safety-critical
protection-means = Your request is locked like a message, so only the officers of your report can read it. The office’s computer and its record show that you asked for protection, not for whom or why. Nobody who asks has to give a name here; some measures may need one later, and the officers say so before.
protection-when = The office looks at it before everything else, and is to tell you what it decided within { $time }. If nothing comes by then, that counts as a refusal, and you can ask for a review.
protection-emergency = Somebody is in danger right now
protection-applicant = Who needs protection?
protection-for-individual = I do, or one other person
protection-for-family = A family or household
protection-for-informal_group = A group without papers, such as a committee or a campaign
protection-for-organisation = An organisation, a newsroom, a union
protection-for-community = A community that lives in one place
protection-for-indigenous_people = An indigenous people
protection-for-social_group = A minority, or people of one trade or origin
protection-size = About how many people is that?
protection-size-n1 = 1
protection-size-n2_9 = 2 to 9
protection-size-n10_49 = 10 to 49
protection-size-n50_249 = 50 to 249
protection-size-n250_999 = 250 to 999
protection-size-n1000p = 1,000 or more
protection-size-unk = I do not know
protection-target = What made them a target?
protection-target-hint = Choose what fits. It is what people do that counts: nobody has to be a victim or a witness in a case.
protection-as-wb-citizen = Reporting wrongdoing
protection-as-wit-witness = Being a witness
protection-as-vic-victim = Being harmed by what was reported
protection-as-hrd-defender = Standing up for human rights
protection-as-hrd-land_env = Defending land or the environment
protection-as-hrd-indigenous = Defending the rights of an indigenous people
protection-as-med-journalist = Journalism
protection-as-uni-trade_unionist = Work for a union
protection-as-com-leader = Speaking for a community
protection-as-sup-relative = Being family of, or close to, somebody at risk
protection-as-sup-facilitator = Helping somebody to report
protection-as-mis-mistaken = Somebody wrongly believes that they reported
protection-fear = What has happened, and what do you fear?
protection-fear-hint = Who threatens, how, and since when. What would make you safer, and what would make it worse? Write no hiding place here that nobody but you needs to know.
protection-wish = What would help?
protection-wish-conf = That nobody learns who it is
protection-wish-phys = Safety at home and on the way
protection-wish-relo = A safe place somewhere else
protection-wish-legal = Legal help, or help against a lawsuit
protection-wish-emp = Keeping or getting back a job
protection-wish-fin = Money for what is urgent
protection-wish-psy = Somebody to talk to, or medical care
protection-wish-dig = Help with phones and accounts
protection-wish-col = Protection for all of us together
protection-wish-pub = Public backing
protection-consent = How did the group agree to this?
protection-consent-when = for a group
protection-consent-hint = Such as: we decided it at a meeting; these two may speak for us. Write no names that the officers do not need. If somebody is in danger right now, this can wait.
protection-send = Ask for protection
sent-protection-heading = Your request for protection has been stored
fault-protection-applicant = Choose who needs protection.
fault-protection-target = Choose what made them a target.
fault-protection-fear = Write what has happened, or what you fear.
fault-protection-consent = Write how the group agreed to this, or tick that somebody is in danger right now.

## Logging what was done to somebody
incident-heading = What was done to somebody because of this
incident-lead = Has anybody been threatened, punished, sued or attacked because of this, or nearly? You can log it here: about yourself, another person, a family, a group or a whole community. You can come back and log more for as long as your report is kept.
incident-open = Log what was done
# safety-critical
incident-means = What you log is locked like a message, so only the officers of your report can read it. Who can read it while it is being sent stands on the button. Once it is locked, the office’s computer knows that you logged something and on which day, not what, to whom or by whom. Nothing of it is published from here. It does not ask for protection: you do that on the page of your report.
incident-one = One entry is about one person or one group. If others were hit as well, log another entry.
incident-act = What was done?
incident-act-hint = A threat and an attempt count as well. If more than three things were done, log another entry.
incident-kind = What it was
incident-kind-also = And also
incident-done = How far it went
incident-done-hint = A threat that was not carried out is “Threatened”.
incident-kind-life = Against life
incident-kind-liberty = Against liberty
incident-kind-integrity = Against body and mind
incident-kind-threat = Threats
incident-kind-harass = Harassment
incident-kind-surveil = Watching and listening in
incident-kind-digital = Against accounts, sites and connections
incident-kind-property = Against home, things and money
incident-kind-movement = Against movement
incident-kind-legal = By courts and authorities
incident-kind-org = Against organisations
incident-kind-expression = Against expression and information
incident-kind-assembly = Against assembly
incident-kind-work = At work
incident-kind-community = Against communities
incident-kind-relatives = Against relatives
incident-kind-impunity = By looking away
incident-kind-other = Other
incident-unit = To whom?
incident-to-person = Me, or one other person
incident-size-hint = One person counts as one without an answer here.
incident-for-report-external_acc = Reporting to an anti-corruption body
incident-for-report-internal = Reporting inside an organisation
incident-for-report-public = Telling the media or the public
incident-for-testimony-witness = Being a witness
incident-for-support-facilitator = Helping somebody to report
incident-for-hrd-advocacy = Standing up for human rights
incident-for-hrd-land_environment = Defending land or the environment
incident-for-hrd-monitoring = Documenting what is done to people
incident-for-media-journalism = Journalism
incident-for-speech-criticism = Criticism, online or elsewhere
incident-for-assembly-protest = Taking part in a protest
incident-for-union-activity = Work for a union
incident-for-legal-litigation = Going to court for others, or helping them to
incident-for-community-consultation = Speaking for a community, or refusing its consent
incident-for-perceived = Somebody wrongly believes that they did one of these
incident-for-unknown = I do not know
incident-began = When was it, or when did it begin?
incident-ended = When did it end, if it lasted?
incident-date-hint = As far as you know: the year alone is enough, and nothing is fine as well. Years of the common calendar, such as 2026.
incident-day = Day
incident-month = Month
incident-year = Year
incident-ongoing = It goes on
incident-sure = How sure are the dates?
incident-sure-yes = I am sure
incident-sure-about = They are about right
incident-sure-no = I am not sure
incident-sure-neither = They are about right, and I am not sure
incident-place = Where?
incident-place-hint = A district or a province is often enough. Write no address that the officers do not need.
incident-online = It was done online, or by phone
incident-abroad = Somebody in another country did it, or it reached into another country
incident-by = Who did it?
incident-narrative = What happened?
incident-narrative-hint = In your own words. Write no names that the officers do not need.
incident-number = Does it follow on something that you logged before?
incident-number-hint = The number that you were shown then.
incident-relation = How the two hang together: this one is, to that one
incident-send = Log this
sent-incident-heading = What you logged has been stored
incident-kept-number = Its number is { $number }.
incident-kept-keep = Keep the number if you may log something later that follows on it. Without your receipt it is of no use to anybody.
incident-again = Log something else
fault-incident-act = Choose what was done.
fault-incident-completion = Choose how far it went, for each thing that was done.
fault-incident-unit = Choose to whom it was done.
fault-incident-size = Choose about how many people they are. “I do not know” is an answer.
fault-incident-activity = Choose what made them a target. “I do not know” is an answer.
fault-incident-relation = Choose how it hangs together with what you logged before, or leave the number out.
fault-incident-code = The list does not know “{ $word }”. Choose again.
fault-incident-old = A choice is used no longer; “{ $word }” has taken its place. Choose again.
fault-incident-many = That is more than one entry holds. Leave some out, and log another entry.
fault-incident-one = One person is not several. Choose a group, or leave the number of people out.
fault-incident-date = Write the date with a year, and with a month if there is a day, all in digits.
fault-incident-calendar = The calendar has no such day. Look at day and month again.
fault-incident-year = Write the year with four digits, of the common calendar, from 1900 on.
fault-incident-backwards = It ends before it begins. Exchange the two dates.
fault-incident-ahead = That day has not come yet. Look at the year again: it is of the common calendar, such as 2026.
fault-incident-number = You have logged nothing under that number before. Look at the number again, or leave it out.

## Parcel
parcel-heading = Hand in a sealed parcel
parcel-lead = For a report that you sealed on your own machine, without a connection.
# safety-critical
parcel-how = You need the sealing program and the trust file of this office. Get both from the office, or from people you trust, and not over the network at work.
# safety-critical
parcel-level = This website cannot read this, even while it is being sent.
parcel-label = Choose the parcel file
parcel-hint = At most { $size }.
parcel-do = Hand in the parcel
parcel-done-heading = Your parcel has been stored
parcel-done = Keep the receipt that your machine showed when it sealed the parcel. With it you come back.
parcel-number = Number of the parcel
mailbox-heading = Fetch answers without typing your receipt
# safety
mailbox-how = Your own machine turns the receipt into a mailbox number. Type that number here, carry the file you get to that machine, and open it there. The file always has the same length, whether or not an answer waits.
mailbox-label = Mailbox number
mailbox-hint = 32 letters and digits, shown by the sealing program.
mailbox-do = Fetch the sealed file
# safety
mailbox-level = This website cannot read the answers, and does not learn your receipt.
part-how = A long answer, or files that came with one, are fetched apart. Your sealing program shows the number.
part-label = Number of the answer or of its files
part-do = Fetch it sealed
parcel-again = Handing in the same parcel twice does no harm: you get this page again.

## The officers' desk
desk-heading = Officers: sign in
desk-needs-script = This page needs JavaScript: reports are opened in your browser, and nowhere else. To work without it, use the station program on your own computer.
desk-not-built = This server has no program for your browser, so cases cannot be opened here. Use the station program on your own computer.
desk-account = Name of your account
desk-passphrase = Your passphrase
# safety-critical
desk-passphrase-hint = Seven words. They stay in this browser; the server never gets them.
desk-code = Code
desk-code-hint = The six digits from your app, or one of your recovery codes. To use a passkey, leave this empty.
desk-sign-in = Sign in
# safety-critical
desk-sign-in-level = Your browser opens reports, and this server cannot read them. This holds unless this website itself has been changed to attack you.
desk-locked = The desk is locked. What was open is gone from this browser. Sign in again.
desk-passphrase-show = Show what I type
desk-busy = One moment …
desk-who = Signed in as { $name }
desk-home = All my cases
desk-lock = Lock
desk-inbox = My cases
desk-none = No cases are waiting for you. A case stands here as soon as a report arrives that only you and few others can open.
desk-more = More cases
desk-memory-first = This desk remembers no list of officers of yours. That is right the first time you use it, and never again: if it is not the first time, do not go on, and tell those who sign the list.
desk-memory-broken = What this desk remembered for you does not open: it is of somebody else or was changed. It begins to remember anew. Tell the keeper of this server, and compare the list of officers with a colleague before you let anybody into a case. If you have just got new keys, that is why.
desk-memory-rolled-back = What this desk remembered for you is older than what it noted of your cases, or gone: this server may have put an old copy in its place. Tell those who sign the list of officers.
desk-dockets-refused = What this desk noted of { $count } of your cases did not open: it is of somebody else or was changed. It was put aside and noted again from the cases themselves.
desk-find = Find a case
desk-find-hint = Words of the title, or letters of its number. Only this browser learns what you look for.
desk-order = Order
desk-order-urgent = Most urgent first
desk-order-newest = Last received first
desk-order-oldest = First received first
desk-order-due = Due first
desk-order-activity = Last added to first
desk-find-body = Sent to
desk-find-any = All
desk-find-do = Find
desk-found-all = { $found } found. All your cases were looked at: { $total }.
desk-found-some = { $found } found so far. { $known } of your { $total } cases were looked at.
desk-found-many = { $found } found so far. { $known } of your cases were looked at; there are more than { $total }.
desk-find-rest = Look at the rest as well
desk-back = Cases before
desk-card-waiting = This card is not open yet
desk-last = last added to
desk-card-files = Files only
desk-card-closed = The title of this case does not open with your keys
desk-case = Case
desk-sent = Your answer is stored. The reporter reads it with the receipt.
# safety-critical
desk-sent-referred = Your answer is stored. The officers who hold the case at the referring body read it.
desk-contents = On this page
desk-entries = What was said
desk-facts = What is known
desk-received = Received
desk-level = Where it was locked
desk-level-a = Away from any network, by the reporter’s own program
desk-level-b = In the reporter’s browser
desk-level-c = In the memory of the server, which saw it for a moment
desk-level-referred = In the browser of the officer who referred it
desk-basis = What it rests on
desk-basis-saw = The reporter saw or heard it.
desk-basis-document = The reporter holds a document or a recording.
desk-basis-told = The reporter was told.
desk-when = When
desk-where = Where
desk-people = Who is involved
desk-reprisal = Threats and punishments so far
# safety-critical
desk-excluded = Must not see this
desk-holders = Who can open this case
# safety-critical
desk-few = Fewer than two officers on duty can open this case.
# safety-critical
desk-few-means = If you lose your key or your passphrase, nobody can ever open it: there is no spare key. Let in a colleague whom nobody has excluded.
desk-few-mark = Fewer than two can open this
desk-reporter = The reporter
desk-reporter-referred = The referring body
# safety-critical
desk-deletion = The reporter asks for deletion.
# safety-critical
desk-deletion-referred = The referring body asks for deletion.
# safety-critical
desk-exclusion = Excluded from this case, and nobody can let them in: { $officers }
desk-hand-over-entry = Handed this case over to { $officers } and left it.
desk-recusal = Declined this case because of a conflict. Nobody can let this officer in again.
desk-review = The reporter asks for a review:
desk-review-referred = The referring body asks for a review:
# safety-critical
desk-unreadable = Something was sent that does not open or was not signed by its sender. Do not rely on it.
# safety-critical
desk-gap-reporter = Something that the reporter sent is missing or was exchanged.
# safety-critical
desk-gap-referred = Something that the referring body sent is missing or was exchanged.
# safety-critical
desk-gap-officer = Something that { $name } sent is missing or was exchanged.
# safety-critical
desk-lacks-files = Its files are missing or were exchanged.
desk-files = Files, locked: { $size }
# safety-critical
desk-files-warning = These files come from a stranger. Open them in a viewer that runs nothing, on a machine that holds nothing else. What you save stays on this device until you delete it.
desk-files-open = Open the list of files
desk-file-show = Show it here
desk-pages-back = Page before
desk-pages-on = Next page
desk-pages-place = Page { $page } of { $count }
desk-pages-larger = Larger
desk-pages-hint = Drawn as a picture. Links, scripts and attached files in it do nothing here.
desk-due = due
desk-due-soon = Soon due:
desk-count-overdue = Overdue: { $overdue }.
desk-count-soon = Due within { $days } days: { $soon }.
desk-overdue = Overdue since
desk-promised = Promised to the reporter by
desk-promised-referred = Promised to the referring body by
desk-plan = Plan
desk-planned = The plan is stored.
desk-priority = Priority
desk-priority-high = High
desk-priority-normal = Normal
desk-priority-low = Low
desk-due-label = Due on
desk-due-hint = The server sees priority and day, not why. What was promised stays promised.
desk-plan-do = Store the plan
desk-acts = What officers did in this case
desk-acts-entered = This record says something else of who entered the report than the report itself, as that officer signed it. Tell whoever looks after the server, and an auditor.
desk-acts-hint = Days and acts, never what was written. Nobody can change it later without its showing.
desk-record = Record of acts
desk-record-lead = Who did what, on which day; never what was written. You open no case here.
desk-record-whole = Acts: { $acts }. Cases: { $cases }. Each act names the one before it: none was changed, taken out or put between.
desk-record-broken = This record does not hold together ({ $what }). Acts were changed, taken out or put between. Save it as it is, and tell those who oversee this office.
desk-record-gathered = Note this digest, or compare it with the one that you noted. It speaks for everything up to
desk-record-acts = Acts
desk-threads = Promises that were not kept
desk-threads-hint = Cases in which something was promised that has been overdue for days. You see no more of them than this.
desk-late-reviews = Reviews without an answer
desk-late-reviews-hint = A review was asked for, and nobody settled it by the day that was promised. You see no more of them than this.
desk-late-reviews-none = No review is late.
desk-late-more = There are more. These have waited longest.
desk-threads-none = There are none.
desk-thread-holders = officers on duty who can open it: { $count }
desk-thread-nobody = nobody on duty can open it
desk-record-find = Find acts
desk-record-find-hint = A name, or letters of a case. Only this browser learns what you look for. The last 300 are shown.
desk-record-save = Save the whole record
desk-act-unknown = Somebody
desk-act-keeper = The keeper of the server
desk-act-account-opened = opened an account
desk-act-account-locked = locked an account
desk-act-account-unlocked = unlocked an account
desk-act-answered = answered whoever sent the report
desk-act-declined = declined the case because of a conflict
desk-act-excluded = excluded somebody from the case
desk-act-files-fetched = opened files
desk-act-forgotten = had the case forgotten, with a second officer
desk-act-granted = let a colleague into the case
desk-act-handed-over = handed the case over to a colleague and left it
desk-act-invited = invited an officer to the desk
desk-act-noted = added something to the case
desk-act-opened = opened the case
desk-act-passkey-added = added a passkey
desk-act-passkey-removed = removed a passkey
desk-act-planned = set priority or due day
desk-act-record-read = read this record
desk-act-refused = asked for a case that is not there for this officer
desk-act-review-asked = noted that whoever sent the report asked for a review
desk-act-rewrapped = sealed the own access to the case to another key
desk-act-signed-in = signed in
desk-act-sign-in-failed = failed to sign in to an account, on this day or the one before
desk-act-silent = noted that no answer came by the promised day, which counts as a refusal
desk-act-status-set = said where the work stands
desk-reply = Answer the reporter
desk-reply-referred = Answer the referring body
desk-reply-label = Your answer
# safety-critical
desk-reply-hint = Do not write anything that could show others who reported. There is room for about 60,000 letters in Latin script.
desk-going = Your files are being locked and sent: { $done } of 100.
desk-waiting = There is no connection just now. Sending goes on by itself when it is back: keep this page open.
desk-reply-files-hint = The reporter saves them with the receipt. Files carry hidden data such as names and places. While they are on their way this page does not lock itself; ten minutes after they arrived it does.
desk-reply-files-hint-referred = At the desk of the referring body they see that files came, and cannot open them there: write what the files say. Files carry hidden data such as names and places. While they are on their way this page does not lock itself; ten minutes after they arrived it does.
desk-reply-send = Send the answer
# safety-critical
desk-reply-level = Your browser locks it for the reporter and for this case. This server cannot read it, unless this website itself has been changed to attack you.
# safety-critical
desk-reply-level-referred = Your browser locks it for the referring body and for this case. This server cannot read it, unless this website itself has been changed to attack you. Whoever holds the case at the referring body can open it.
desk-work = Work on the case
desk-work-hint = Only officers who hold this case read what you write here. The reporter never does.
desk-work-hint-referred = Only officers who hold this case read what you write here. The referring body never does.
desk-noted = It is stored in the case.
desk-waits = Waiting for a second officer:
desk-waits-by = Proposed by { $name }. Read what stands in the case above before you decide.
desk-waits-own = Somebody else who holds the case has to decide. You can take it back.
desk-waits-other = If you agree, it takes effect at once.
desk-why = Why
desk-why-refusal = needed for a refusal
desk-agree = I agree
desk-refuse = I refuse
desk-take-back = Take it back
desk-decide-close = Close the case
desk-decide-hold = Hold it: nothing of this case may be deleted
desk-decide-release = End the hold: the case may be deleted again when its time is over
desk-decide-forget = Delete the case for good
desk-forget-since = The reporter reads since { $date } that the case is to be deleted.
desk-forget-since-referred = Since { $date } whoever reads your answers at the referring body sees that the case is to be deleted.
desk-forget-from = From { $date } on a second officer can agree. As long as nobody has, it is stopped by any message of the reporter, by any officer who refuses it or opens the case again, and by proposing to hold the case.
desk-forget-from-referred = From { $date } on a second officer can agree. As long as nobody has, it is stopped by any message of the referring body, by any officer who refuses it or opens the case again, and by proposing to hold the case.
# safety-critical
desk-forget-means = Once a second officer agrees, the key of this case is destroyed. Nobody can open anything of it again, and after 14 days not from any backup either. That it was deleted, and by whom, stays in the record.
# safety-critical
desk-forget-early = This office keeps such cases until { $date }. Propose it before that day only where it has to be, as when those who reported want it, and say so.
desk-forget-propose = The reporter reads of it with the receipt, and can stop it by any message. After 30 days somebody else who holds the case can agree. Then nobody can open anything of it again.
desk-forget-propose-referred = The officers who read your answers at the referring body see it then, and not before they look. Any message from there stops it. After 30 days somebody else who holds the case can agree. Then nobody can open anything of it again.
desk-forgotten = The case has been deleted. Its key is destroyed.
desk-note = Write a note
desk-note-hint = For example whom you called, and what you found. There is room for about 60,000 letters in Latin script.
desk-note-do = Store the note
desk-note-level = Your browser locks it for this case. This server cannot read it, unless this website itself has been changed to attack you. It sees that something was added.
desk-triage = Triage
desk-triage-hint = 0 is not at all, 3 is very much. Points put cases into an order; you decide. Imminent harm of 3 makes the case an emergency, which the server sees.
desk-triage-decision = Decision
desk-triage-do = Store the triage
desk-triage-level = Your browser locks scores, decision and reason for this case. This server cannot read them, unless this website itself has been changed to attack you. It sees that something was added, and an emergency.
desk-allegation = Record an allegation
desk-allegations = Allegations
desk-allegation-which = Which one
desk-allegation-new = A new one
desk-allegation-facts = What somebody is said to have done
desk-allegation-hint = One allegation for each thing, so that each can be decided by itself.
desk-allegation-withdraw = It no longer stands: it was recorded in error
desk-allegation-do = Store the allegation
desk-offence = Offence or misconduct
desk-sector = Sector
desk-rights = Human rights affected
desk-rights-hint = To choose several, hold Control or Command.
desk-legal-person = A company took part
desk-transnational = It reaches over a border
desk-yes = Yes
desk-no = No
desk-unknown = Not known yet
desk-choose = Choose
desk-naming = Title and number in your register
desk-title = Title
desk-title-hint = How the case stands in the lists of all who hold it. Sealed like the case itself.
desk-register = Number in the register
desk-register-hint = As your body counts its files, at most 40 letters.
desk-naming-do = Store title and number
desk-link = Link it to another case
desk-link-is = Link
desk-relation = This case is
desk-linked = The other case
desk-linked-hint = Its eight letters, or its number at another body. Only this case knows of the link.
desk-link-do = Store the link
desk-stage = Where the work stands
desk-move = Say where the work goes on
desk-move-to = The work goes on at
desk-move-hint = The reporter is told only when a case is closed or opened again. To close it, propose that to a second officer.
desk-move-hint-referred = The referring body learns of it only what you answer. To close the case, propose that to a second officer.
desk-move-do = Store it
desk-move-level = The server sees where the work stands, not why. Your browser locks the reason for this case.
desk-propose = Propose what takes two officers
desk-propose-what = What you propose
desk-propose-hint = Nothing happens until somebody else who holds the case agrees.
desk-propose-do = Propose it
desk-propose-level = The server sees what is proposed, not why. Your browser locks outcome and reason for this case.
desk-outcome = What became of it
desk-disposition = Outcome
desk-proof = How it is proven that whoever reported knew it to be false. That a report did not hold proves nothing of the kind.
desk-whole-case = the whole case
desk-points = Points
desk-scores = Scores
desk-row-points = { $count } points
desk-emergency = Emergency
desk-hold-is = Legal hold
desk-hold-means = Nothing of this case may be deleted.
desk-note-is = Note, for officers only
desk-moved-is = The work goes on
desk-proposal-is = Proposed:
desk-vote-agreed = Agreed
desk-vote-refused = Refused, or taken back
desk-priority-emergency = Emergency
desk-order-points = Most points first
desk-act-closed = agreed to close the case, proposed by
desk-act-close-proposed = proposed to close the case
desk-act-forget-objected = whoever sent the report wrote, so the case is not deleted
desk-act-forget-proposed = proposed to delete the case
desk-act-held = agreed that nothing of the case be deleted, proposed by
desk-act-hold-proposed = proposed that nothing of the case be deleted
desk-act-proposal-refused = refused what was proposed by
desk-act-proposal-withdrawn = took back a proposal
desk-act-released = agreed that the case may be deleted again, proposed by
desk-act-release-proposed = proposed that the case may be deleted again
desk-grant = Let a colleague into this case
desk-grant-label = Who
# safety-critical
desk-grant-hint = Only officers of the body to which this case belongs stand in this list; another body gets what it should know by a referral. Nobody who was excluded stands in this list, and nobody who declined the case. What somebody has once opened cannot be taken back.
desk-grant-nobody = There is nobody else of this body who may open it.
desk-grant-do = Let them open it
# safety-critical
desk-grant-level = Your browser locks the key of this case for that colleague. This server cannot use it, unless this website itself has been changed to attack you.
desk-granted = { $name } can open this case now.
desk-hand-over = Hand this case over
# safety-critical
desk-hand-over-means = You let a colleague in and leave, in one step. Afterwards there is no such case for you, until somebody who holds it lets you in again. If you have a conflict, decline the case instead.
desk-hand-over-left = Officers on duty who hold it then: { $count }.
desk-hand-over-note = What they should know
desk-hand-over-note-hint = Everybody who holds this case reads it, and nobody else.
desk-hand-over-do = Hand it over and leave
# safety-critical
desk-hand-over-level = Your browser locks the key of this case for that colleague, and your note for the case. This server cannot use either, unless this website itself has been changed to attack you. It sees who took your place.
desk-handed-over = You have handed the case over. Your colleague can open it, and there is no such case for you any more.
desk-exclude = Keep somebody out of this case
# safety-critical
desk-exclude-means = If an officer is involved in what was reported or close to those who are, exclude them. It cannot be taken back: no colleague can let them in, whatever list of officers is used. Everybody who holds the case reads whom you excluded and why.
# safety-critical
desk-exclude-holds = This officer can open the case now. They lose it at once; what they have read cannot be unread. Officers on duty who go on with it: { $count }. This server sees whom you excluded, and the record of acts says so.
# safety-critical
desk-exclude-outside = This officer cannot open the case now, and never will. This server is not told whom you excluded.
desk-exclude-do = Exclude this officer
# safety-critical
desk-exclude-level = Your browser locks name and reason for this case. This server cannot read them, unless this website itself has been changed to attack you.
desk-excluded-now = { $name } is excluded from this case now.
desk-decline = I have a conflict
# safety-critical
desk-decline-means = If you know the people in this case, or cannot judge freely for another reason, decline it. You will not see this case again: not in your list, not by its number, and no colleague can let you in again. What you have read cannot be unread, so do not speak of it.
desk-decline-left = Colleagues on duty who go on with it: { $count }. They read your reason.
desk-decline-reason = Your reason
# safety-critical
desk-decline-reason-hint = One sentence is enough. Your colleagues in this case read it, and nobody else.
desk-decline-do = Decline this case
# safety-critical
desk-decline-level = Your browser locks the reason for this case. This server cannot read it, unless this website itself has been changed to attack you. It sees that you left.
desk-declined = You have declined the case. Your colleagues go on with it, and there is no such case for you any more.
desk-invitation = Open your account
desk-invitation-who = You are invited to open the account “{ $name }”.
desk-invitation-keys = Your key
desk-invitation-file = Your key file
desk-invitation-file-hint = It ends in .key. Your browser reads it; it is not sent anywhere.
desk-invitation-passphrase = The passphrase of the key file
desk-invitation-go-on = Go on
# safety-critical
desk-invitation-level = From now on the same passphrase signs you in. This server never gets it, unless this website itself has been changed to attack you.
desk-invitation-app = Your app for codes
desk-invitation-app-hint = Type this secret into the app on your telephone that makes codes. It is shown this once.
desk-invitation-app-open = The app is on this device: open it
desk-invitation-code-hint = The six digits that the app shows now.
desk-invitation-open = Open the account
desk-invitation-paper = Your recovery codes
desk-invitation-paper-hint = The account is open. If the app is lost, each of these signs you in once in place of a code. Write them on paper now: they are shown this once.
desk-invitation-done = I have them on paper: sign in
fault-invitation-expired = This invitation has expired: it was good for three days. Ask for a new one.
fault-invitation-file = This is not a key file, or it is damaged.
fault-invitation-gone = This invitation was used already, or a newer one took its place. If you did not use it yourself, tell the keeper of this server. Otherwise sign in, or ask for a new one.
fault-invitation-key = This is the key file of somebody else, or of another office, or you are no longer in the list of officers.
fault-invitation-link = This link is not complete. Copy it once more, from “https” to the last letter.
fault-invitation-passphrase = This passphrase does not open the key file. Please compare it with your note.
desk-mine = My sign-in
desk-recovery-left = Recovery codes left: { $count }
desk-passkeys = My passkeys
desk-passkeys-hint = A passkey is a key in your device or on a stick. It stands in place of the code, and works on the true address of this desk only.
desk-passkeys-impossible = The keeper of this server has not set up passkeys. Codes go on as before.
desk-passkeys-none = You have none.
desk-passkey-add = Add a passkey
desk-passkey-label = What you call it
desk-passkey-label-hint = Such as: blue stick. Only you see it.
desk-code-again-hint = A new code from your app, or a recovery code: so that nobody does this at a desk that you left open.
desk-passkey-remove = Remove a passkey
desk-passkey-which = Which
desk-passkey-added = added
desk-passkey-locked = Locked: there is a copy of it. Remove it, and use another device.
fault-passkey-browser = This browser cannot use passkeys here. Type a code.
# safety-critical
fault-passkey-copied = There is a copy of this passkey: it was used more often than it says. It is locked. Sign in with a code, and tell the keeper of this server.
fault-passkey-known = This device holds a passkey for this account already.
fault-passkey-many = You have eight passkeys. Remove one first.
fault-passkey-none = Type the code from your app: there is no passkey for this account.
fault-passkey-refused = This passkey was not accepted. Try again, or type a code.
fault-passkey-stopped = Your device did not give the passkey. Try again, or type a code.
fault-desk-already-so = It is so already. Open the case again to see it.
fault-desk-book-busy = Another file is still being put together. Wait until it is there.
fault-desk-no-such-move = The work cannot go there from where it stands. To close a case, propose it to a second officer.
fault-desk-not-pending = Nothing waits for a decision any more: somebody decided meanwhile, or it was taken back. Open the case again.
fault-desk-other-body = This colleague is of another body, and nobody of another body is let into this case. What that body should know goes to it by a referral, which asks for consent and looks at the danger.
fault-desk-other-proposal = What waits for a decision is not what its officer signed, or says nothing about an allegation that stands. Do not agree: refuse it, and have it proposed anew.
fault-desk-own-proposal = You proposed it yourself. Somebody else who holds the case has to agree.
fault-desk-pending = Something else waits for a decision in this case. It has to be decided first.
fault-desk-note-empty = Nothing is written yet. Write it first.
fault-desk-allegation = Say what somebody is said to have done, and choose offence and sector.
fault-desk-decision = Choose what is decided. To close a case, choose an outcome for each allegation.
fault-desk-proof = Say how it is proven that whoever reported knew it to be false. If it is not, choose another outcome.
fault-desk-reason-missing = Write why. Whoever reviews the case later reads it.
fault-desk-title-long = Title or number is too long: a title has room for 160 letters in Latin script, a number for 40.
fault-desk-account = Type the name of your account. It has letters, digits and dashes.
fault-desk-word = “{ $word }” is not one of the words a passphrase is made of. Please compare it with your note.
fault-desk-words = A passphrase has seven words. Please count again.
fault-sign-in-refused = Name and passphrase do not belong together, or the account is locked.
fault-sign-in-code = This code is not the right one. Wait for the next one in your app, and check the clock of its device.
fault-sign-in-code-used = This code was used already. Wait for the next one in your app.
fault-sign-in-again = That took too long. Please sign in once more.
fault-sign-in-wait = Too many attempts failed. Please wait { $count } seconds.
# safety-critical
fault-desk-list = The list of officers is not the one that your keys trust. Do not go on, and tell those who sign it.
# safety-critical
fault-desk-damaged = This does not open with your keys, or is not as it was signed. Do not rely on it, and tell the keeper of this server.
fault-desk-files = These files are not those that were sent. Do not rely on them, and tell the keeper of this server.
fault-desk-empty = Write your answer first.
fault-desk-files-too-large = The files are too large together. At most { $size } can be sent at once. Send some of them with another answer.
fault-desk-excluded = This colleague may not see it: they were excluded, or declined the case.
fault-desk-too-long = The answer is too long. Please send it in two parts.
fault-desk-reason = Write your reason first. One sentence is enough.
fault-desk-reason-long = Your reason is too long. One sentence is enough.
fault-desk-nobody = Choose somebody who is not kept out of this case already.
fault-desk-too-few-left = You cannot leave yet: fewer than two colleagues on duty could open this case then. First let in a colleague without a conflict.
fault-desk-too-few-stay = You cannot exclude them yet: besides you, at least one colleague on duty whom you did not let in yourself must hold this case. Ask a colleague who holds it to let somebody in.
fault-desk-stale = Something of yours was added to this case in the meantime. Copy your answer, open the case again, and send it from there.
fault-desk-not-there = There is no such case for you, or not any more.
fault-desk-older-list = The list of officers that this server shows is older than one that you have used here before, or another one of the same number. Nothing was opened. Do not go on, and tell those who sign it.
fault-desk-picture = This picture cannot be shown. It may be damaged.
fault-desk-pdf = This file says it is a PDF but cannot be read as one. It may be damaged.
fault-desk-pdf-heavy = This file takes too long or too much memory to be shown here. That can be an attack. Save it only on a machine that holds nothing else.
fault-desk-pdf-locked = This PDF wants a password. It can only be saved.
fault-desk-record = This record of acts is damaged, or was changed ({ $what }). Do not rely on it, and tell those who oversee this office.
fault-desk-signed-out = Your session has ended. Copy what you have written, then lock and sign in again.
fault-desk-line = There is no connection just now. Nothing is lost; please try again.
fault-desk-refused = This server did not take it (number { $number }). Please try again.
fault-desk-failed = The desk does not work in this browser. Load the page again; if that does not help, use the station program on your own computer.

## When something is refused
refusal-reference = If you ask for help, name this number: { $reference }
refusal-method-what = This cannot be done here
refusal-method-kept = Nothing was changed.
refusal-method-next = Open the page with your browser instead of sending something to it.
refusal-not-found-what = There is no such page
refusal-not-found-kept = Nothing was changed.
refusal-not-found-next = Start again from the first page.
refusal-too-large-what = That was too much at once
refusal-too-large-kept = Nothing was stored.
refusal-too-large-next = Go back with your browser. Whether your text is still there depends on the browser. Send less at once: the text first, files later.
refusal-bad-form-what = The form arrived incomplete
refusal-bad-form-kept = Nothing was stored.
refusal-bad-form-next = Go back with your browser, reload the form if it asks you to, and send it again.
refusal-slow-what = The line was interrupted
refusal-slow-kept = Nothing was stored. What had arrived was thrown away.
refusal-slow-next = Go back with your browser and send again. On a slow line send the text first, and files one by one.
refusal-busy-what = It cannot be stored just now
refusal-busy-kept = Nothing was stored, and nothing is half stored.
refusal-busy-next = Please try again in a few minutes. If you sealed a parcel, keep it: it stays valid.
refusal-conflict-what = A different parcel with the same number is already here
refusal-conflict-kept = The first one is kept. This one was not stored.
refusal-conflict-next = Seal your report again. That makes a new parcel with a new receipt.
refusal-crowded-what = Too many files are on their way just now
refusal-crowded-kept = Nothing of this was stored. Your files are not lost: you still have them, and what was stored before is still here.
refusal-crowded-next = Wait a minute and send again. A report without files can be sent at any time.
refusal-incomplete-what = Parts of the files are missing
refusal-incomplete-kept = The parts that arrived wait for three days.
refusal-incomplete-next = Send the parts that are missing, then the rest of the parcel again.
refusal-parcel-damaged-what = The parcel is damaged or incomplete
refusal-parcel-damaged-kept = Nothing was stored.
refusal-parcel-damaged-next = Copy the parcel from the machine that sealed it once more, and hand it in again. If that does not help, seal again.
refusal-parcel-none-what = This file is not a parcel
refusal-parcel-none-kept = Nothing was stored.
refusal-parcel-none-next = Choose the file that the sealing program wrote. To send any other file, make a report and attach it there.
refusal-parcel-foreign-what = This parcel was sealed for another office
refusal-parcel-foreign-kept = Nothing was stored.
refusal-parcel-foreign-next = Hand it in at the website whose files you sealed it with, or seal again with the files of this one.
refusal-seal-again-what = The parcel was sealed with an old list of officers
refusal-seal-again-kept = Nothing was stored. Nobody here has opened it.
refusal-seal-again-next = Fetch the newest list of officers and seal again with it.
refusal-signed-out-what = You are not signed in
refusal-signed-out-kept = Nothing was stored or changed.
refusal-signed-out-next = Sign in again. A session ends when nothing is done for ten minutes.
refusal-stale-what = Something else was added to this report in the meantime
refusal-stale-kept = This was not stored. What was there before is unchanged.
refusal-stale-next = Fetch your sealed answers again, and seal once more from there.
refusal-unknown-version-what = This parcel comes from a version that is not known here
refusal-unknown-version-kept = Nothing was stored.
refusal-unknown-version-next = Seal again with the sealing program that belongs to this website.
refusal-internal-what = Something went wrong on our side
refusal-internal-kept = If no receipt was shown, nothing counts as stored.
refusal-internal-next = Go back with your browser and send again. Sending the same form twice does no harm: you get the same receipt.

## Protection at the desk
desk-protection = Protection
desk-protection-hint = For whom, why and what is granted is locked for those who hold the case. The office’s computer sees that protection was asked for, where it stands, and when it is looked at again. Those who asked learn nothing of it until you write to them.
desk-protected = Saved.
desk-protected-draft = Those who asked learn of it only from an answer: a first draft stands in the form below. What was granted is not in it, since whoever finds the receipt reads answers. Read and change it before you send it.
desk-protected-none = Those who asked learn of it only if you tell them, in the way they asked.
desk-protection-none = Nobody has asked for protection in this case.
desk-asks-protection = Asks for protection
desk-asks-review = Asks for a review
desk-review-waits = A review has been asked for since
desk-review-waits-means = It stays in the lists of everybody who holds the case until somebody who never took part in closing it answers. Opening the case again, or setting it to under review, is no answer.
desk-review-closed-by = The case was closed by { $names }.
desk-review-not-you = You took part in that. Your answer reaches whoever asked, and the review still waits for somebody else: if nobody else holds the case, let in a colleague.
desk-review-due = To be answered by
desk-closed-now = The case is closed.
desk-closed-draft = Whoever sent the report sees that it is closed, and learns from an answer what came of it: a first draft stands in the form below. Read and change it before you send it.
desk-told-closed = We have finished looking into this report, and have closed the case.
desk-told-outcome = What came of it: { $outcome }.
desk-told-again = If you do not agree, you can ask for a review on this page. You can also go on writing here: this mailbox stays open.
desk-incident = Log what was done to somebody
desk-incident-hint = One entry is about one person or one group. Only those who hold the case read it; the office’s computer sees that you logged something. Those who reported read nothing of it.
desk-incident-do = Log this
desk-incident-is = Logged what was done to somebody:
desk-incident-unreadable = What was done to somebody was logged here. It does not open, or is not what its sender signed.
desk-incident-number = Number
desk-incident-acts = What was done
desk-incident-ways = How
desk-incident-follows = Hangs together with
desk-incident-about = about { $date }
desk-incident-unsure = { $date }, not sure
desk-incident-neither = about { $date }, not sure
desk-incident-open = since { $date }
desk-incident-online = online or by phone
desk-incident-abroad = across a border
desk-incident-earlier = number { $number }, logged on { $date }
desk-incident-lost = number { $number }, under which its sender had logged nothing
desk-incident-continues = Goes on from
desk-request-is = Asks for protection:
desk-protection-is = On protection:
desk-request-danger = Somebody is in danger right now, says the request.
desk-request-misplaced = What the office’s computer says about this request is not what officers have signed, one step after the other. A step may be missing. Compare with your colleagues, and tell whoever oversees the office.
desk-request-contradicted = { $name } told the office’s computer something else about this request than what they locked for you. Ask them.
desk-request-unreadable = This request does not open. Ask the reporter what it said; steps can be taken all the same.
desk-request-unreadable-referred = This request does not open. Ask the referring body what it said; steps can be taken all the same.
desk-request-asked = Asked on
desk-request-reporter = by the reporter
desk-request-reporter-referred = by the referring body
desk-request-spoken = by word of mouth, written down by an officer
desk-request-due = To be decided by
desk-request-target = A target because of
desk-request-wishes = Would help
desk-request-consent = How the group agreed:
desk-request-no-words = Their own words did not come along. Ask the body that referred the case.
desk-emergency-do = Start emergency measures now
desk-protect = Go on with a request
desk-protect-which = Which request
desk-protect-to = It goes on to
desk-protect-to-hint = Emergency measures can start at any time. Everything else is granted or refused after the risk was assessed. Who decided does not decide when it is contested, and nobody closes what they ended themselves.
desk-risk = Risk
desk-risk-hint = How likely is harm (rows), and how grave would it be (columns)?
desk-risk-level = The level you assess
desk-risk-level-hint = That of the grid, or another one if you say why below. Critical means: life, liberty or body are in danger now.
desk-risk-factors = What raises the danger, and what they have against it
desk-risk-view = What they fear and want themselves
desk-risk-view-hint = As they said it. They know their danger best.
desk-measures = Measures
desk-measures-hint = Choose what you offer or grant, and only what can really be done. Hold Ctrl to choose several.
desk-refusals = Not granted because
desk-refusals-hint = Where the law does not cover this person or group, say so: these reasons show what the law lacks.
desk-review-on = Looked at again by
desk-review-on-hint = Also after the case is closed. On that day it stands in the list of what is due.
desk-protect-why-hint = Others who hold the case read it, and so does whoever looks at a contested decision. If the level is not that of the grid, say why.
desk-part = Only for some
desk-part-hint = Such as where somebody is taken. It is locked once more, so that only you and those you tick can read it; other holders see that it is there.
desk-part-for = Who else can read this part
desk-part-closed = For { $name }
desk-part-damaged = It is meant for you and does not open. Ask who wrote it.
desk-protect-do = Save this step
desk-protect-level = It is locked for those who hold the case. The office’s computer learns where the request stands and the day.
desk-spoken = Write down a request made by word of mouth
desk-spoken-hint = For somebody who asked by telephone, in person or through somebody else.
desk-spoken-do = Save the request
# safety-critical
desk-told-status = About your request for protection: { $status }.
# safety-critical
desk-told-status-referred = About the request for protection that came with your referral: { $status }.
desk-told-refused = It cannot be granted, because: { $reasons }.
desk-told-refusals = Not everything can be granted, because: { $reasons }.
desk-told-review = We look at it again by { $date }. Write to us at once if something changes.
desk-told-contest = If you do not agree, you can ask for a review on this page. Somebody else than the officer who decided has to decide on it.
desk-told-contest-referred = Whoever does not agree can have it looked at again. Somebody else than the officer who decided has to decide on it.
desk-act-protection-asked = noted that whoever sent the report asked for protection
desk-act-protection-set = went on with a request for protection
desk-act-protection-silent = noted that no decision on protection came by the promised day
desk-act-protection-written = wrote down a request for protection
fault-desk-asks-protection = Somebody in this case asks to be protected. Decide on that before the case is closed.
fault-desk-held = Two officers hold this case: nothing of it may be deleted. End the hold first.
fault-desk-not-closed = Close the case before you propose to delete it.
fault-desk-notice = There is still time to object. Agree when the 30 days are over.
fault-desk-objected = A message came after this was proposed. The case is not deleted.
fault-desk-proposer-left = Whoever proposed this is an officer no longer. Refuse it; it can be proposed anew, and there are thirty days to object again.
fault-desk-contested = A review is asked for in this case. Before it is deleted, somebody who took no part in closing it has to answer that.
fault-desk-protected = Somebody in this case is protected or waits for protection. It is not deleted until that has ended.
fault-desk-no-measure = Choose what is offered or granted.
fault-desk-no-own-view = Write what they fear and want themselves.
fault-desk-no-refusal = Choose why not everything is granted.
fault-desk-no-review = Set the day on which the measures are looked at again.
fault-desk-no-such-step = The request cannot go there from where it stands. Open the case again.
fault-desk-no-risk = Choose a field of the risk grid.
fault-desk-own-decision = You decided this yourself. Somebody else who holds the case decides now that it is contested; let a colleague in if there is nobody.

## Evidence, and files that leave the office
desk-leaving = Evidence, and files that leave the office
desk-exhibit = Exhibit
desk-exhibits = Exhibits
desk-exhibit-make = Make it an exhibit
desk-exhibit-file = File
desk-exhibit-kind = What kind of thing it is
desk-exhibit-shows = What it shows
desk-exhibit-copy = A copy of exhibit
desk-exhibit-original = No, it is an original
desk-exhibit-do = Save the exhibit
desk-custody = Write down what was done with evidence
desk-custody-event = What was done
desk-custody-to = Who has it now
desk-custody-do = Save
desk-book = Save the whole case as a file
# safety-critical
desk-book-means = Everything that you can read here goes into one file, unlocked: whoever gets hold of it reads it. It is put together in this browser. Before you can save it, the case says that you made it, why, and its digest.
desk-book-do = Make the file
desk-book-level = It is made in your browser. The office’s computer learns that something was noted, and not what.
desk-book-made = The file is ready, and stands in the case.
desk-book-files = Files
desk-book-check = This file comes with a list of the digests of all that is in it, signed by the officer who made it. HOW-TO-CHECK.txt says how to check both.
desk-book-how = 1. Unpack the file. 2. In its folder: sha256sum -c SHA256SUMS. Every line has to end in OK. 3. openssl pkeyutl -verify -pubin -inkey officer.pem -rawin -in SHA256SUMS.signed -sigfile SHA256SUMS.sig has to say that the signature is verified. 4. The last 32 bytes of SHA256SUMS.signed are the digest of SHA256SUMS itself: tail -c 32 SHA256SUMS.signed | xxd -p -c 32, and sha256sum SHA256SUMS. 5. Ask the office whether the key in officer.pem is that of its officer.
desk-copy = Make a copy for a court or another body
desk-copy-title = Copy from a case
# safety-critical
desk-copy-means = You choose what goes into the copy, and remove what may not be handed on: passages of texts, areas of pictures. What is removed is gone from the copy, and a mark says why. The case itself stays as it is, and says what you removed. Pictures go as they look here, without what else their files hold, and names of files become numbers. Documents such as PDF files go whole or not at all, with whatever they hide.
desk-copy-prepare = Choose what goes into it
desk-copy-text = Text; select what is to be removed
desk-copy-remove = Remove what is selected
desk-copy-again = Begin again
desk-copy-to = For whom it is
desk-copy-why = Why they get it
desk-copy-do = Make the copy
desk-copy-removed = What was removed, and why
desk-copy-taken = removed
desk-copy-area-hint = Draw over the area with the mouse, or type where it is, in points of the picture. Then remove it.
desk-copy-remove-area = Remove this area
desk-area-left = From the left
desk-area-top = From the top
desk-area-width = Width
desk-area-height = Height
desk-removal = Why something is removed
desk-removal-hint = It stands where something was. Choose it first, then remove.
fault-desk-no-evidence = Choose what kind of thing it is, and write what it shows.
fault-desk-no-receiver = Write for whom the copy is.
fault-desk-no-removal = Choose first why it is removed.
fault-desk-nothing-chosen = Choose something that goes into the copy.
fault-desk-nothing-selected = Select first what is to be removed.
## A report for somebody who came without the web
desk-assist = Enter a report for somebody
desk-assist-aloud = Before anything is told, say this to the person:
# safety-critical
desk-assist-means = “I hear and read what you tell me now, and nobody can take that back. I could keep a copy of your receipt. Once the report is sent, I can open it only if I am among the officers drawn for it, or one of them lets me in.”
# safety-critical
desk-assist-own = “If you can report from a device of your own that nobody watches, do that instead: then no officer stands in between.”
# safety-critical
desk-assist-record = That you entered it is signed inside the report, where whoever opens it sees it, and stands with your name in the record of the case. Do not write into it who the person is, unless the person wants that.
desk-assist-exclude = Ask who must not see it. That may be you: tick yourself then, or let somebody else enter it.
desk-assist-files = Files cannot be handed in here. The person adds them later with the receipt.
desk-assist-channel = How did the person come?
desk-assist-send = Hand in the report
# safety-critical
desk-assist-level = This browser locks it for the officers who are drawn. The server cannot read it, unless this website itself has been changed to attack you.
desk-slip = The report is stored
# safety-critical
desk-slip-once = It is shown once. When you leave this page, or after ten minutes without a touch, it is gone from here, and nobody can show it again.
desk-slip-give = For the person who reported
desk-slip-print = Print it
desk-slip-done = I have handed it over
desk-slip-paper = Only digits and words are printed, without any explanation. Tell the person the rest.
desk-slip-back = How to come back without the web
# safety-critical
desk-slip-back-visit = By calling or coming again: an officer types the digits or the words at the reporters’ website and says what stands there. That officer reads it too, and could keep the receipt.
# safety-critical
desk-slip-back-own = Better from a device of one’s own, if that is possible at any time: then nobody else reads the answers.
# safety-critical
desk-slip-keep = Take no copy, and do not send it by message. Whoever holds it sees that somebody reported and when, reads the answers, can write in the person’s name and ask for deletion. They cannot open the report.
desk-level-officer = In the browser of the officer who entered it
desk-entered = Entered for somebody
desk-entered-signed = By { $name }, who has signed that. The words passed through this officer. The person came this way:
# safety-critical
desk-entered-unsigned = It says that { $name } entered it, but this officer has not signed that for this case. Do not believe it. It also says:
desk-act-assisted = entered the report for somebody who came without the web
fault-desk-channel = Choose how the person came.
fault-desk-not-entered = This server did not take the report, and nothing was stored. The list of officers may have changed: copy what you typed, lock the desk, sign in again and enter it anew.

## Away and back
desk-away = I am away
desk-away-stored = It is stored.
desk-away-means = While you are away, new reports are drawn to others, as long as enough of them are left. Cases that you hold stay yours, and you can work all the same.
desk-away-own = You are away:
desk-away-back = I am back
desk-away-from = From
desk-away-last = Last day away
# safety-critical
desk-away-hint = At most 180 days ahead. You sign it, so nobody can invent it. Everybody can read it, as they can the list of officers.
desk-away-do = Store it
desk-alone = Cases that only you can open meanwhile
desk-alone-means = Of these no colleague is on duty and there. Open each, and let in a stand-in before you go. If all who hold a case are away, an auditor sees that there is such a case, and nothing of what it is about.
desk-alone-none = There are none.
desk-away-others = Colleagues who are away
desk-away-nobody = Nobody is.
desk-away-word = away until { $date }
desk-grant-absent = This colleague is away. You can let them in all the same; nobody reads it before they are back.
desk-left-alone = Cases whose holders are all away
desk-left-alone-hint = Whoever of those on duty can open them is away. You see no more of them than this.
desk-left-alone-none = No case is left alone.
desk-thread-away = all of them away until
desk-act-away-set = said to be away, or back
fault-desk-away-days = Choose a first and a last day. The last one is today or later, and at most 180 days ahead.
# Tasks, and what is due
desk-agenda = What is due
desk-agenda-lead = What was promised, tasks, and what waits for your decision, in the cases that you hold.
desk-agenda-none = Nothing waits for you.
desk-agenda-late = Overdue
desk-agenda-decide = Waits for your decision
desk-agenda-week = Week from { $date }
desk-agenda-undated = Without a day
desk-agenda-acknowledge = Tell whoever sent the report that it was read
desk-agenda-feedback = Tell whoever sent the report what was done
desk-agenda-protect = Decide on a request for protection
desk-agenda-reassess = Look at measures of protection again
desk-agenda-own = Your task
desk-agenda-free = A task that nobody does yet
desk-agenda-unfinished = A request for protection is not ended, and keeps its case
desk-agenda-vault = An officer asks for a name
desk-agenda-vault-more = And { $count } more requests for a name, from officers who ask for many. They follow as you answer.
desk-agenda-retention = Kept for as long as was laid down: is it to be deleted?
desk-kept = Kept
desk-kept-out = Closed as outside this body’s work, or with too little to go on.
desk-kept-sub = Closed after it was looked into.
desk-kept-act = Closed after it was decided what follows from it.
desk-kept-since = First closed on
desk-kept-until = Two officers are asked whether it be deleted from
desk-kept-forever = Kept until two officers decide otherwise.
desk-task = Task
desk-tasks = Tasks
desk-task-text = What is to be done
desk-task-due = By which day
desk-task-officer = Who does it
desk-task-nobody = Nobody yet
desk-task-withdraw = It is not to be done after all
desk-task-do = Store the task
desk-task-level = Your browser locks what is to be done for this case. The server sees by when, who does it, and whether it is done.
desk-task-state-open = To be done
desk-task-state-done = Done
desk-task-state-withdrawn = Taken back
desk-task-done-do = It is done
desk-task-again = It is to be done again
desk-task-change = Change it
desk-task-unlisted = The lists on this server say something else about this task than what was signed. Tell whoever looks after the server.
desk-task-unsealed = The lists on this server show a task here of which nobody has sealed what it is.
desk-task-unsealed-by = It was put there by
desk-task-end = Take it off the lists
fault-desk-task = A task needs a day as the calendar has it, or none, and at most 2,000 letters in Latin script.
desk-labels = Labels
desk-labels-hint = Short words with a comma between them, together at most 60 letters. Whoever holds the case sees them in lists, and finds it by them.
desk-labels-do = Store the labels
desk-card-hidden = The title that { $name } gave does not open. This is the one that came with the report.
desk-card-exchanged = The newest title was exchanged and does not open. This is the one that came with the report.
desk-search-save = Save this search
desk-search-name = What the search is called
desk-search-hint = What you look for and how you call it is locked for you alone. You find it on every device on which you sign in.
desk-search-do = Save it
desk-search-remove = Remove
fault-desk-search-many = There is no room for more searches. Remove one, or give it shorter words.
fault-desk-search-name = Write first what the search is called.
fault-desk-searches = Your saved searches, and journals if you keep any, do not open: somebody else has changed them. Tell whoever looks after the server. If you have just got new keys, that is why.
desk-overview = Numbers
desk-overview-lead = Counted over the open cases that you hold yourself, and no others.
desk-overview-loads = Who has how much to do
desk-overview-officer = Officer
desk-overview-open = Open cases
desk-overview-late = Promises overdue
desk-overview-tasks = Tasks overdue
desk-overview-ages = How old the open cases are
desk-overview-age = Days since they arrived
desk-overview-age-week = 0 to 7
desk-overview-age-month = 8 to 30
desk-overview-age-quarter = 31 to 90
desk-overview-age-older = More than 90
desk-totals = Totals of
desk-totals-hint = Counted in full tens, since a smaller step could be about somebody.
desk-totals-received = Reports received this year
desk-totals-few = – stands for fewer than ten.

## The mail that officers get at fixed hours
notice-subject = Reminder
notice-body = Please look in today. This message comes at fixed hours, on every day, whether or not there is anything to do. Nobody reads an answer to it.

## Practice
training-mark = Practice:
# safety-critical
training = This is for practice only. Nothing that is sent here is acted upon. Do not report anything real here.

## What officers are there for
desk-roles = What I am here for
desk-roles-all = Who works here
desk-role-administrator = Administrator
desk-role-administrator-means = runs the machines and opens nothing.
desk-role-auditor = Auditor
desk-role-auditor-means = reads the record of acts, sees what waits too long and the totals of the own body, and opens no case.
desk-role-contributor = Contributor
desk-role-contributor-means = enters reports for others, keeps journals of their own, and opens no case.
desk-role-custodian = Custodian
desk-role-custodian-means = keeps a part of names that are locked away, is never drawn for a report, and works only cases granted before.
desk-role-data-custodian = Data custodian
desk-role-data-custodian-means = answers for what is published and kept, and opens no case.
desk-role-investigator = Investigator
desk-role-investigator-means = works the cases that a colleague lets them into, and is never drawn for a report.
desk-role-lead = Lead
desk-role-lead-means = receives reports, works cases and sees numbers of the own cases.
desk-role-protection-officer = Protection officer
desk-role-protection-officer-means = protects people in the cases that a colleague lets them into, and is never drawn for a report.
desk-role-triage = Triage
desk-role-triage-means = receives reports and works cases.

desk-referral = Referrals to other bodies
# safety-critical
desk-referral-hint = What is passed on becomes a case of the other body, which only its officers open. The office’s computer sees to which body something went, where that stands and by when an answer is asked for. It keeps no link between the two cases, but whoever watches it on that day can guess one.
desk-referral-no-bodies = There is no other body here that receives reports.
desk-referral-is = Referral
desk-referral-go-on = Note what came of a referral
desk-referral-which = Which referral
desk-referral-to = Where it stands now
desk-referral-came = What came of it
desk-referral-came-hint = Locked for those who hold this case. Whoever sent the report learns it only from an answer that you write.
desk-referral-go-on-do = Save this step
# safety-critical
desk-referral-misplaced = The office’s computer says something else about this referral than officers have signed, or holds back a step. Tell whoever oversees the office.
# safety-critical
desk-referral-gone = The consent on which this rests was withdrawn, and the other body has it.
desk-referral-tell-gone = Tell them that consent was withdrawn, and close this referral
# safety-critical
desk-referral-kept-out = Kept out of this case since then, and not of what became of it there: { $officers }.
# safety-critical
desk-referral-kept-out-reads = You can tell the other body. Everybody who holds their case reads that message: also one of these, if they hold it there.
desk-referral-tell-kept-out = Tell the other body whom this case keeps out
desk-referral-sent = Sent
desk-referral-terms = What goes along, and to whom
desk-referral-what-went = What was sent
desk-referral-request = a request for protection, without their own words
desk-referral-request-words = a request for protection, with their own words
desk-referral-answers = Read what they answered
desk-referral-no-answer = They have not answered yet.
desk-referral-goes = The other body is about to delete its case: that was proposed on { $date }. From { $day } on a second officer may agree, and nothing can be read there any more. Ask them if you still need it.
desk-referral-deletion = On { $date } somebody asked there, with what opens this referral, that everything be deleted. Their answers from before are gone.
desk-referral-behind = Messages and wishes that were sent there behind what was referred: { $count }. They are not signed by an officer. What they say only the other body can read.
desk-referral-lost = The other body’s case is not there any more: they may have deleted it, or somebody holds it back. Ask them.
desk-referral-broken = This answer could not be opened here. Ask the other body.
desk-referral-has-files = Files came with it. They cannot be opened here: ask the other body for what they say.
desk-referred-consent-noted = The consent is noted.
desk-referred-consent-withdrawn = It is noted that consent was withdrawn.
desk-referred-consent_pending = It is noted that consent was asked for. Nothing was sent.
desk-referred-kept-out-told = The other body was told whom this case keeps out.
desk-referred-noted = The step is saved. Write to whoever sent the report if there is something to tell.
desk-referred-proposed = The proposal is noted. Nothing was sent.
desk-referred-risk_blocked = Nothing was sent, since that would put somebody in danger. It is noted why.
desk-referred-sent = The referral was sent.
desk-referred-withdrawal-sent = The other body was told that consent was withdrawn.
desk-consent = Consent to pass something on
desk-consent-hint = Note only what those who reported have agreed to, for one body at a time. They can withdraw it at any time.
desk-consent-scope = To what they agree
desk-consent-body = For which body
desk-consent-rests = The message in which they say so
desk-consent-spoken = None: it was given in another way
desk-consent-how = How it was given
desk-consent-how-hint = Of a group: how it decided, and who may speak for it.
desk-consent-until = Until
desk-consent-do = Note this consent
desk-consent-withdraw = It was withdrawn
desk-consent-withdrawn = Withdrawn
desk-consent-over = Over
desk-refer = Pass something on to another body
# safety-critical
desk-refer-hint = Nothing goes without consent that stands, and nothing where that would put somebody in danger. Nobody of your own body, and nobody whom this case keeps out, can open what becomes a case of another body of this office.
desk-refer-body = To which body
desk-refer-now = What is done now
desk-refer-now-sent = It is sent
desk-refer-now-consent = Those who reported are asked for consent; nothing is sent
desk-refer-now-proposed = It is suggested to colleagues; nothing is sent
# safety-critical
desk-refer-reprisal = Is the danger of reprisals acceptable?
desk-refer-reprisal-hint = Think of everybody who can be recognised from it, also of families and of the place.
desk-refer-reprisal-yes = It is acceptable
# safety-critical
desk-refer-reprisal-no = It is not: nothing is sent
# safety-critical
desk-refer-exposure = Could anybody be put to death, tortured, or sent back to where that waits for them?
desk-refer-exposure-hint = Also somebody who is accused, and also by what the other body has to pass on.
desk-refer-exposure-none = No, nobody could
# safety-critical
desk-refer-exposure-possible = It is possible: nothing is sent
desk-refer-identity = How much of who reported goes along
desk-refer-identity-hint = It has to be what they agreed to.
desk-identity-named = Who reported
desk-identity-unnamed = What happened, and not who says so
desk-identity-group = Which group says so
desk-refer-sharing = To whom they may pass it on
desk-refer-sharing-hint = Red: those who open it and nobody else. Amber strict: their body. Amber: also who works with it. Green: other bodies. Clear: everybody.
desk-refer-due = Answer by
desk-refer-due-hint = By this day they are asked to say what came of it. If they do not, it stands in your list of what is due.
desk-refer-along = Urgency and protection
desk-refer-urgent = They see in their list:
# safety-critical
desk-refer-request-hint = A request for protection becomes one that the other body has to decide on. For whom, what makes them a target, what would help and whether somebody is in danger now goes with it. It is ticked by itself where those who reported asked for it and agreed that this body knows who they are. Whoever declined, or for whom it has ended, is not offered.
desk-refer-request = A request for protection goes along
# safety-critical
desk-refer-request-words = With their own words, and how a group agreed. Read whom they name:
desk-refer-words = What you write to them
desk-refer-chosen = What goes along
desk-refer-chosen-hint = Choose the texts. Select a passage in one and remove it, and a mark with the reason stands in its place. Open files and choose among them: a picture goes as a new one without the areas that you remove, a text as it stands here, and other files without what they say of who made them. Their names become numbers.
# safety-critical
desk-refer-as-it-came = It goes as it came, with everything that it says of who made it, when and where
desk-went-cleaned = without what it says of who made it
desk-went-copy = a copy
desk-went-original = as it came
desk-refer-why-hint = It stays in this case, for those who hold it.
desk-refer-title = Referral from { $body }:
desk-refer-do = Pass it on
# safety-critical
desk-refer-level = Your browser locks it for officers of the other body and notes it in this case. This server cannot read it, unless this website itself has been changed to attack you. It sees to which body you pass something on.
desk-told-withdrawn = The consent on which this referral rests was withdrawn. Please take no further step by which those who reported could be recognised, pass nothing of it on, and answer what you will do with what you have.
# safety-critical
desk-told-of-kept-out = The case from which this referral came keeps these officers out since then: { $officers }. Please do not let them into yours, and if one of them holds it, exclude them.
desk-told-kept-out = The other body was told that these are kept out
desk-told-withdrawn-reason = Consent was withdrawn. The other body was told.
desk-from-body = Referral
desk-from-signed = From { $body }, by { $name }
# safety-critical
desk-from-unsigned = It says that it comes from { $body }, by { $name }, who has not signed that. Ask them.
desk-from-unchecked = It says that it comes from { $body }, by { $name }. Who signed that cannot be checked now.
# safety-critical
desk-from-reads = What you answer is read by whoever holds that case there.
desk-from-due = They ask for an answer by
desk-late-referrals = Referrals without an answer
desk-late-referrals-hint = Another body was asked to answer, and has not. You see no more of them than this.
desk-late-referrals-none = No answer is late.
desk-agenda-referral = Another body was asked to answer
desk-act-referral-blocked = sent nothing to another body, because of the danger
desk-act-referral-sent = passed something on to another body
desk-act-along = files that went along: { $count }
desk-act-referral-set = took a step with a referral
# safety-critical
fault-desk-as-it-came = Nothing was sent: something was removed from { $name }, and it is ticked to go as it came. Take back one of the two.
# safety-critical
fault-desk-only-as-it-came = Nothing was sent: from { $name } cannot be removed what it says of who made it. Tick that it goes as it came, or leave it out.
# safety-critical
fault-desk-words-unnamed = Nothing was sent: the words of those who ask for protection name people, and nothing can be removed from them. They go only under a consent to be named to that body, or for a group under one of the group. Leave the words out, or ask those who reported.
fault-desk-original-unnamed = Nothing was sent: a file that goes as it came can say who made it, and goes only under a consent to be named to that body. Ask those who reported, or send a copy or what is left once that is removed.
fault-desk-referral-large = Nothing was sent: the files are too large together. At most { $size } can go along with a referral to that body. Choose fewer, or hand them over as a copy.
fault-desk-already-referred = That body has a referral of this case and owes an answer. Note first what came of it.
fault-desk-awaits-referral = Another body owes an answer. Note what came of it, or close the referral, before the case is closed or deleted.
# safety-critical
fault-desk-not-whole = Nothing was sent: something that was noted in this case is missing, does not open or is contradicted, and may say that consent was withdrawn or that somebody is in danger. Tell whoever oversees the office.
fault-desk-may-not-pass-on = Nothing was sent: the body that referred this case has asked that it be passed on to nobody outside your body. Ask that body first.
fault-desk-consent = Choose to what they agreed and for which body, and write how it was given. That a person agrees to be counted is noted where that person is coded.
# safety-critical
fault-desk-no-consent = Nothing was sent: no consent stands for this body and for as much of who reported. It may have been withdrawn while you wrote. What you typed is still here.
fault-desk-no-other-body = Choose to which other body.
fault-desk-no-risk-answer = Answer both questions about the danger.
fault-desk-no-terms = Choose how much of who reported goes along, to whom they may pass it on, and by when they answer.
fault-desk-too-few-there = Nothing was sent: that body has too few officers left who may see this.

## Referrals to another office
desk-elsewhere = An office elsewhere
# safety-critical
desk-elsewhere-means = No computer carries it there: you save a locked file and hand it in at the reporter’s door of that office, over a connection or from a stick. The office’s computer here never sees what is in it.
desk-elsewhere-kept-out = Who must not see it there
# safety-critical
desk-elsewhere-kept-out-hint = That office does not know whom this case keeps out, and the same person may work in both. Tick everybody who could be involved: they are not drawn, and cannot be let in later.
# safety-critical
desk-elsewhere-carry = It has not arrived before somebody hands it in. Save the locked file, and hand it in at the reporter’s door of that office, where sealed parcels are taken. Whoever finds the file cannot read it, but sees for which office it is.
desk-elsewhere-save = Save the locked file
desk-elsewhere-fetch = Their answers are fetched sealed, at the reporter’s door of that office, with this number:
desk-elsewhere-files = The sealed files from there
desk-elsewhere-note = Note this answer
desk-elsewhere-with-answer = The answer that you chose is noted with this step, for everybody who holds this case.
desk-elsewhere-noted = What they answered
desk-elsewhere-signed = Signed by { $name } there, for this referral. That was checked just now with their list of officers.
# safety-critical
desk-elsewhere-unsigned = Not signed: it stands here in the words of who noted it.
# safety-critical
desk-elsewhere-false = What lies beside it as a signature was not made by an officer there for these words. Do not rely on it, and ask who noted it.
desk-elsewhere-unchecked = It could not be checked now who signed it.
desk-elsewhere-missing = The lists of offices elsewhere could not be fetched now. Everything else of this case is here, but nothing can be passed on to those offices, and who signed there is not known.
desk-elsewhere-again = Fetch the lists again
desk-elsewhere-stale = Their list of officers is past its end, and may be used a while longer. Ask whoever runs this office for the newest one.
# safety-critical
desk-elsewhere-gone = If the locked file was not handed in, destroy it, and close this referral below. Otherwise open their sealed answers first, save the message that tells them, hand it in at their door, and then close this referral.
desk-elsewhere-save-gone = Save the locked message that tells them
# safety-critical
desk-referred-carried = The referral is locked and noted, and has not arrived yet. Save the locked file below, and hand it in there.
desk-elsewhere-part = A part of the locked file for another office
# safety-critical
fault-desk-peer-clash = Nothing can be locked for that office: its list names a body by a number that belongs to another office too. Tell whoever oversees this office.
fault-desk-peer-missing = Nothing can be locked for that office: its list of officers is not here. Ask whoever runs this office to put it in place.
# safety-critical
fault-desk-peer-old = Nothing can be locked for that office: its list of officers here is too old. Ask whoever runs this office for the newest one.
# safety-critical
fault-desk-peer-other = Nothing can be locked for that office: the list that is handed out here is not the one that this office has signed for it. Tell whoever oversees this office.
fault-desk-peer-page = This is no sealed answer to this referral. Fetch it anew at the reporter’s door of that office, with the number that stands here.
fault-desk-peer-practice = Nothing can be locked for that office: one of the two offices is for practice.

## Who the reporter is, kept by custodians
desk-act-vault-approved = gave the officer who asked a share of the reporter’s name
desk-act-vault-asked = asked the custodians for the reporter’s name
desk-act-vault-opened = took what the custodians gave, and may know the reporter’s name
desk-act-vault-refused = refused the officer who asked a share of the reporter’s name
desk-rewrap = Your keys
desk-rewrap-open = I have new keys and want to open my older cases with them
desk-rewrap-means = Your cases were locked for the key you had before. Here your browser opens each with the old key and locks it for the new one. It takes about a minute for some thousand cases. If it breaks off, begin again: what is done is passed over. Do it again after some days, since something may still come that was locked for the old key, and keep the old key file.
desk-rewrap-file = The key file you had before
desk-rewrap-file-hint = It stays in this browser.
desk-rewrap-passphrase = The passphrase of that file
desk-rewrap-do = Lock my cases for the new key
desk-rewrap-level = Your browser does this. Neither key is sent anywhere.
desk-rewrap-known = Cases looked at: { $known }. Locked for the new key: { $count }.
desk-rewrap-over = This run is over: the new key opens all the cases that the desk handed out. Keep the old key file. It is needed again for what still comes late, for a backup from before today, and for parts that an officer sealed to you by name or a custodian answered to you.
desk-rewrap-closed = Neither key opens these cases: { $names }. Ask a colleague who holds them to let you in.
desk-journals = My journals
desk-journals-mean = A journal is a report of your own that you go on with: you log in it over months and years what is done to people, and read what its officers answer.
desk-journals-sealed = Its receipt is kept here, locked for you alone: the server cannot read it, and nobody else at this desk sees that you have it. You are given access to no case, also not to what becomes of yours. The record of acts says that you entered the report.
desk-journals-none = You keep no journal yet.
desk-journal-begin = Begin a journal
desk-journal-begin-how = Enter a report, in your own name or in that of your organisation. On the page with its receipt you can then keep it as a journal.
desk-journal-for = Read by officers of: { $body }
desk-journal-open = Open “{ $name }”
desk-journal-answers = What its officers answered
desk-journal-no-answer = They have not answered yet.
desk-journal-lost = This report is not there any more: it may have been deleted. Nothing can be logged in it.
desk-journal-last = The last number in this journal is { $number }.
desk-journal-log = Log what was done to somebody
desk-journal-log-hint = Only the officers of this journal can read it, and it cannot be taken back. Leave out names where you can: they are asked for if they are needed.
desk-journal-do = Log it
desk-journal-logged = It is logged. Its number is { $number }. Note it if something may follow on it.
desk-journal-keep = Is this a report of your own?
desk-journal-keep-means = Then you can keep its receipt here as a journal, locked for you alone, and go on with it. Never keep a receipt here that belongs to somebody else.
desk-journal-name = What you call it
desk-journal-keep-do = Keep it as my journal
desk-rewrap-journals = The receipts of your journals are locked for the new key with it.
desk-rewrap-journals-over = The new key opens your journals.
fault-desk-journal-name = Give the journal a name of at most 80 letters.
fault-desk-journal-twice = You keep a journal of this name or with this receipt already.
desk-vault = Who the reporter is
desk-vault-hint = The reporter left a name behind, which custodians of different bodies keep. Neither you nor the desk can read it. You can ask for it; they decide. Before you can read the name, a notice to the reporter lies in the mailbox; whether it was read by then is not known.
desk-vault-kept = The reporter left a name with the custodians
desk-vault-consent = The reporter locked it so that they have to agree as well, with the receipt.
desk-vault-consent-waits = The reporter has not agreed that you read it. The notice that comes with the first custodian’s answer asks them to; they need not answer.
desk-vault-consent-entry = Agrees that { $officers } reads the name
desk-vault-keepers = So many custodians have to agree: { $count }. They are: { $names }.
desk-vault-name = Name:
desk-vault-reach = How to reach them:
desk-vault-open-now = This is shown once, and goes when you leave this page. Write it down nowhere that others read. The record says that you opened it.
desk-vault-false = What these custodians signed and gave is not what the reporter left with them: { $names }. Tell the bodies that they belong to.
desk-vault-unproven = What the desk handed out in the name of these custodians is not signed by them for this request, or not locked for your key: { $names }. That may be the server’s doing: accuse nobody, and ask them by another way.
desk-vault-shut = Too little of what was given is sound, so the name stays locked.
desk-vault-ask = Ask the custodians for the name
desk-vault-ask-means = The custodians read who you are, the basis and your reason, and nothing of the case. As soon as one agrees, the reporter reads in the mailbox that you asked, and on which basis. What you ask stays in the case.
desk-vault-ask-again = You have asked before. When you ask again, custodians who have not answered yet see the new request instead of the old one; what they answered stays with the old one.
desk-vault-basis = Basis
desk-vault-why-hint = At most 2,000 letters. Say why it cannot be done without the name. Write nothing here that only holders of the case may know.
desk-vault-ask-do = Ask for the name
desk-vault-level = Your browser locks this for the case and the custodians.
desk-vault-asked-own = You asked for the name
desk-vault-asked-by = { $name } asked for the name
desk-vault-asked-entry = Asks the custodians for the reporter’s name
desk-vault-asked-on = asked on
desk-vault-open = Read the name
desk-vault-waiting = has not answered yet
desk-vault-approved = agreed
desk-vault-refused = refused
desk-keeper = Names in your keeping
desk-keeper-means = Officers who ask for the name of a reporter. You keep one part of each name, which tells you nothing. Only together with a custodian of another body does it let the officer who asks read it.
desk-keeper-approved = Your share was handed over, and the reporter was told.
desk-keeper-refused = Your refusal was stored. The officer who asked reads your reason.
desk-keeper-none = Nobody asks for a name.
desk-keeper-more = { $count } more requests of { $name } wait. They follow as you answer these.
desk-keeper-damaged = This is not what the officer signed. Do not answer it, and tell whoever keeps the desk.
desk-keeper-notice = If you agree, this message goes into the reporter’s mailbox at the same moment:
# safety-critical
desk-keeper-told = { $name } of { $body } has asked to know who you are. Basis: { $what }. A custodian has agreed. If enough custodians agree, this officer can read the name that you left. If you fear harm, write here at once or ask for protection.
# safety-critical
desk-keeper-consent = You locked the name so that you have to agree as well. You need not: without you it stays locked. You can agree where your browser opens the answers itself, or with the program on your own machine.
desk-keeper-approve = Agree and hand over my share
desk-keeper-level = This cannot be taken back. Your browser locks the share for this officer alone.
desk-keeper-refuse = Refuse
desk-keeper-why-hint = At most 2,000 letters. Only the officer who asked reads it.
desk-keeper-refuse-do = Refuse
fault-rewrap-early = The list of officers does not name your new key yet. Those who sign the list have to publish it first.
fault-rewrap-same = This is the key that your account uses already. Choose the key file that you had before.
fault-desk-vault-consent = The reporter has not agreed that you read it. Without that the name stays locked.
fault-desk-vault-few = Too few custodians are left who may be asked: some are off duty, or kept out of this case.
fault-desk-vault-reason = Choose a basis where there is one, and say why, in at most 2,000 letters.

## Saying who one is
identity-open = Say who you are, only if you wish
identity-heading = Who you are
identity-lead = You may stay without a name for good. If you want the officers to be able to learn it later, you can leave it here, locked.
# safety-critical
identity-keepers = Three custodians of three different bodies get one part of the key each. Two of them have to agree before anybody reads your name. One alone reads nothing, and none of them reads your report.
# safety-critical
identity-told = As soon as one of them agrees, a message here tells you who asked and on which basis. It does not stop them. So look here from time to time, and write at once if you fear harm.
identity-for = A name can help to protect you, to hear you as a witness, or to pay what you are owed. The officers may also ask for it because a court orders it.
# safety-critical
identity-back = If you ask for deletion, what the custodians keep goes at once. What somebody has read by then cannot be unread.
# safety-critical
identity-here = On this page our server sees your name for a moment. If you can, write none here, and meet an officer instead.
identity-name = Your name
identity-reach = How to reach you safely
identity-reach-hint = For example a person or a place where you can be asked for, and when.
identity-leave-out = Leave out a custodian
identity-leave-out-hint = Tick whom you do not trust, also those whom you left out in your report: that is locked inside it and not known here. If custodians of fewer than three bodies are left, nothing is locked.
# safety-critical
identity-consent = Nobody reads it before I agree as well
# safety-critical
identity-consent-means = Then you have to come back with your receipt once a custodian agreed, and agree for the officer who asked. If the receipt is lost, or you do not come back, the name stays locked for good, also when it could protect you. You can agree only where your browser opens the answers itself, as here, or with the program on your own machine. If the receipt is sent to this office even once, such as where your browser does not open the answers itself, the office’s computer can open this lock from then on.
identity-next = Look at it once more
identity-check = Lock this for the custodians?
identity-check-means = This is what the officer who asks reads once two custodians agree:
identity-do = Lock it
identity-change = Change it, or do not send it
# safety-critical
identity-none = This office does not have custodians of three bodies. So it cannot keep your name in a way that no body opens alone. Nothing was asked of you here.
# safety-critical
fault-identity-consent = A lock that only your receipt opens is made in your own browser or with the program on your own machine, not on this page. Nothing was locked. Send it without that tick, or come back with a browser that locks.
consent-open = Let { $name } of { $body } read your name
consent-heading = Agree that { $name } of { $body } reads your name?
# safety-critical
consent-means = This cannot be taken back. As soon as enough custodians agree as well, this officer, and no other, can read the name that you left. The officers of your report see that you agreed. You need not answer: without you the name stays locked.
consent-do = Agree
sent-consent-heading = Your agreement has been stored
# safety-critical
fault-consent-officer = This officer is not on duty, or may no longer hold your report. Nothing was sent.
sent-identity-heading = Your name has been locked for the custodians
fault-identity-name = Type the name that you want to leave, or go back.
# safety-critical
fault-identity-few = Custodians of fewer than three bodies are left. Tick fewer, or go back: nothing was locked.

## The public's door
observatory-name = Public figures
observatory-way = Pages
observatory-home = Figures
observatory-codebook = Code lists
observatory-downloads = Downloads
observatory-heading = What happens to people who speak up
observatory-lead = What bodies that receive reports of corruption and abuse make public about it: counted, rounded, and with nobody in it who could be recognised.
observatory-released = Released so far
observatory-none = Nothing has been released yet.
observatory-none-text = A table is announced before its period begins, and released when the period is over. The first one will stand here.
observatory-already = Already here
observatory-already-text = The { $lists } lists with { $codes } codes by which everything is counted.
observatory-to-codebook = Read the code lists
observatory-to-downloads = Take them along
observatory-published = What will be published
observatory-published-text = These rules hold from the first release on. Beside each figure stands how it was made, and what it cannot say.
observatory-published-tables = Tables of what was done to people who report or defend rights: which kind of act, in which sector, by whom, and what came of it. At most two of these in one table.
observatory-published-suits = Court cases against people who speak up, and how many of them serve to silence.
observatory-published-deadlines = How well each body kept the days that it promised: exactly, by body and year, where no number from 1 to 9 can be worked out from it.
observatory-published-year = One exact table for each body and year: how many reports came in, and how they were closed. It is not published when a number from 1 to 9 stands in it.
observatory-published-sdg = The series of the United Nations’ indicator 16.10.1, killings and other attacks on human rights defenders, journalists and trade unionists: exact, and only with verified cases that were public before or to which those concerned agreed.
observatory-never = What is never published
# safety-critical
observatory-never-words = No word that somebody wrote, no name, no village or office, no day.
# safety-critical
observatory-never-case = No single case, and nothing that leads back to one. Figures are made of codes that carry no number of a case.
# safety-critical
observatory-never-difference = No second table from which a first one could be subtracted, until a single person is left.
# safety-critical
observatory-never-visitors = Nothing about you. These pages set no cookie, count nobody and load nothing from elsewhere. Where this office serves them itself, no visitor’s address is written down.
observatory-rounding = How numbers are rounded, and why
observatory-rounding-why = In a small place everybody knows who the 1 in a table is. So every number in a release is a multiple of 3.
observatory-rounding-how = The total, and one main question with its tables: what lies between two multiples of 3 becomes one of the two, the nearer one twice as often as the other. All further numbers are rounded so that everything adds up, and some lie further off; each release says which. On average nothing is added and nothing is lost.
observatory-rounding-table = What a number can stand for, in the total and the main tables
observatory-rounding-shown = Number shown
observatory-rounding-stands = Number counted
observatory-rounding-between = { $least } to { $most }
observatory-rounding-compare = Two totals, or two numbers of a main table, that differ by 3 may stand for the same count. If they differ by 6 or more, they do not. Of numbers that lie further off this cannot be said.
observatory-rounding-exact = Only the exact tables named above are not rounded.
observatory-reading = How to read the figures
observatory-reading-text = What is counted is what somebody dared to report and an institution recorded, not all that happened. A small number can mean that little happened, or that few people trust the way to report it.
observatory-who = Who answers for them
observatory-who-text = A custodian of data signs each release, and can open no case. Whoever has the coded records and the key for rounding can make a release again and must get the same file, byte for byte.
observatory-codebook-lead = By these codes everything is counted. A code never changes its meaning, so that figures of two years or two bodies can be compared.
observatory-codebook-text = Choose a list. Each code has an address of its own that can be cited, and says where it comes from and how sure that is.
observatory-codebook-size = { $lists } lists, { $codes } codes.
observatory-version = Version { $version }
observatory-codes = { $count } codes
observatory-group-acts = What was done
observatory-group-people = To whom
observatory-group-doers = By whom
observatory-group-wrongs = What the report was about
observatory-group-knowing = How much is known
observatory-group-suits = In court
observatory-group-protection = Protection and remedy
observatory-group-work = How a case is worked
observatory-group-figures = Published figures
observatory-sure = How sure
observatory-sure-text = Many codes come from laws and standards. Beside each stands its source, and how sure it is that the source says so. A mark in brackets means: [V] read there; [M-h], [M-m] and [M-l] recalled, from rather sure to hardly sure; OWN this project’s own; OUTDOC the outcomes of a regional dialogue.
observatory-sure-read = read in the source
observatory-sure-read-means = Somebody of this project read it there.
observatory-sure-high = recalled, rather sure
observatory-sure-high-means = Recalled by somebody who works with the source. Nobody has compared it yet.
observatory-sure-medium = recalled, less sure
observatory-sure-medium-means = Compare it with the source before you rely on it.
observatory-sure-low = hardly sure
observatory-sure-low-means = Recalled dimly, or nobody has graded it.
observatory-sure-own = this project’s own
observatory-sure-own-means = No standard says so.
observatory-states = What the labels are worth
observatory-states-text = The lists are written in English. A label in another language says how far it has come. In programs that take the lists along, drafts are left out of SKOS.
observatory-state-draft = draft
observatory-state-draft-means = Nobody who speaks the language has looked at it.
observatory-state-reviewed = reviewed
observatory-state-reviewed-means = One person who speaks it has.
observatory-state-approved = approved
observatory-state-approved-means = Those who answer for the wording in that language have agreed.
observatory-relations = The same in other schemes
observatory-relations-text = Where a scheme of somebody else has a code for the same thing, it is named, how the two are related, and how sure that is (the marks are those of sources). Texts of other schemes are not passed on.
observatory-schemes = The schemes
observatory-relation-exact = same
observatory-relation-exact-means = Both mean the same.
observatory-relation-close = close
observatory-relation-close-means = One can stand for the other where little depends on it.
observatory-relation-broad = wider
observatory-relation-broad-means = The other one is wider.
observatory-relation-narrow = narrower
observatory-relation-narrow-means = The other one is narrower.
observatory-relation-related = related
observatory-relation-related-means = They have to do with one another.
observatory-relation-candidate = not looked at yet
observatory-relation-candidate-means = It may fit. Nobody has looked yet.
observatory-labels = Labels in { $language }: { $labelled } of { $codes }, { $state }.
observatory-labels-none = This list has labels in English alone.
observatory-list-files = Take this list along:
observatory-list-codes = Codes
observatory-groups = Parts of this list
observatory-replaced = Not used any more since version { $version }. Use instead:
observatory-above = Belongs to
observatory-source = Source
observatory-since = Since
observatory-country = Only in
observatory-downloads-lead = Everything on these pages as files, for spreadsheets and for other programs. No account, no form, and the same addresses for people and for machines.
observatory-downloads-none = Figures come with the first release. Until then there are the code lists.
observatory-catalogue = Catalogue
observatory-catalogue-text = One file names everything that can be taken along, with its kind and size. Portals for open data read it.
observatory-together = All code lists in one file
observatory-together-text = Every list with everything that is known of each code. SCHEMES names the schemes of others that codes refer to.
observatory-formats = What the files are
observatory-format-csv = A table in plain text, for spreadsheets and statistics. Letters are in UTF-8.
observatory-format-csvw = What the columns of the table are, as the W3C has it.
observatory-format-json = The same with everything, for programs.
observatory-format-skos = The same as linked data (Turtle), with the relations between codes. Labels that are drafts are left out.
observatory-format-dcat = The catalogue, as linked data (JSON-LD).
observatory-terms = Terms of use
observatory-terms-text = The lists are part of a free program and come under its licence, the GNU AGPL, version 3 or later. Codes of other schemes belong to those who publish them.
observatory-each = Each code list by itself
observatory-dataset-together = All code lists, version { $version }
observatory-dataset-together-text = Every code list of the project with definitions, sources, relations to other schemes and labels.
observatory-dataset-list-text = A code list with { $count } codes.
figures-releases = Releases
figures-releases-lead = Each release is about one quarter or one year. It was announced before that time began, and is never changed.
figures-to-releases = All releases
figures-together = Releases put together
figures-together-unsigned = These files were put together from the releases and are not signed themselves. What was signed lies with each release.
figures-together-text = The same table of every release in one file, and the exact series as a sheet for the Sustainable Development Goals.
figures-check = Check a release yourself
figures-check-text = Every release lies here as it was signed, with its announcement, the digests of its files and the signatures. Whoever has the free program of this office, the digest of its founding record, and its folder “trust” with the keys and lists of its officers can check all of it without trusting these pages. That folder does not lie here: get it from the office.
figures-title = { $kind }: { $period }
figures-kind-act = Acts against people who speak up
figures-kind-case = Reports received and cases closed
figures-kind-case-of = { $kind }, { $body }
figures-kind-person = Persons harmed (SDG 16.10.1)
figures-kind-proceeding = Court cases against people who speak up
figures-kind-protection = Requests for protection
figures-quarter-1 = first quarter of { $year }
figures-quarter-2 = second quarter of { $year }
figures-quarter-3 = third quarter of { $year }
figures-quarter-4 = fourth quarter of { $year }
figures-year = the year { $year }
figures-answer-rounded = About { $total } were recorded.
figures-answer-all = This number and all others here are rounded to multiples of 3.
figures-answer-cases = { $received } reports came in and { $closed } cases were closed. These numbers are exact.
figures-answer-persons = { $persons } persons were harmed who agreed to be counted or whose case was public. This number is exact.
figures-rehearsal = This is a rehearsal. The figures are of nothing that happened.
figures-tables = Tables on this page
figures-by = { $rows } × { $columns }
figures-in-groups = { $title } (groups)
figures-number = Number
figures-all = All
figures-not-stated = Not stated
figures-zeros = Categories that show 0
figures-how = How numbers are rounded
figures-defined = Definitions:
figures-note-near = Each number is a multiple of 3 and less than 3 away from what was counted: a 0 stands for 0, 1 or 2.
figures-note-far = Each number is a multiple of 3. It can lie more than 2 away from what was counted, and a 0 can stand for more than 2. On average nothing is added and nothing is lost.
figures-note-cases = These numbers are exact. A year in which one of them would be between 1 and 9 is not published.
figures-note-promises = These numbers are exact. They are not published where one of them, or a number of cases that can be worked out with them, would be between 1 and 9.
figures-note-persons = These numbers are exact. Each person is counted once for each kind of harm.
figures-about = About this release
figures-fact-period = Time
figures-fact-bodies = Bodies whose records are counted
figures-fact-declared = Announced on
figures-fact-signed = Signed by
figures-fact-codebook = Version of the code lists
figures-fact-name = Name
figures-fact-digest = Digest of its list of digests
figures-agreement = How well coders agreed
figures-agreement-text = Acts against life, and how far an act is verified, take two officers, and neither sees what the other coded first. Their codes are compared over the cases that a lead of the body opens, with what was found not to be so and not counted. What a body coded elsewhere and handed in later is not among them. Kappa is 1 where all agree, and 0 where they agree no more often than by chance. Pairs and kappa are shown in steps, and how many agree is not shown, so that no small count follows from them.
figures-agreement-text-proceeding = Whether a suit is a SLAPP is assessed by two officers, and neither is shown the other’s assessment before having signed. Compared is what the first two signed, where neither could read it in the other’s codes before, over the cases that a lead of the body opens: what they hold it to be, and the sixteen indicators together, each present, absent or unknown. Pairs are suits, also where indicators are compared. Suits that were brought into the figures from elsewhere are not among them. Kappa is 1 where all agree, and 0 where they agree no more often than by chance. Pairs and kappa are shown in steps, and how many agree is not shown, so that no small count follows from them.
figures-agreement-of = { $body }, { $field }: { $pairs } pairs or more, and Cohen’s kappa is { $kappa }.
figures-agreement-indicators = indicators of a SLAPP
figures-agreement-low = below 0.4
figures-agreement-moderate = from 0.4 to below 0.6
figures-agreement-good = from 0.6 to below 0.8
figures-agreement-high = 0.8 or more
figures-agreement-none = Nothing is known of it: no body handed it in, or too little was found by two for anything to be shown (60 pairs are the least).
figures-quality = What these figures cannot say
figures-quality-dared = They count what somebody dared to report and what was recorded, not all that happened.
figures-quality-rounded = Add up no categories where a coarser table has the sum: each number was rounded, and what is off adds up too.
figures-quality-case = A case is counted in the year in which it came in or was closed, and again if it was opened and closed again.
figures-quality-promises = Whether a day was kept is what the office’s own program found in the case when an officer settled its record last. Nobody outside has looked.
figures-quality-person = They are a lower bound. Whoever did not agree to be counted is missing. A person who is known to two bodies is counted by both.
figures-quality-bodies = Which of the bodies handed in records is not part of a release: it would be an exact number beside rounded ones.
figures-quality-agreement = How well two people agree who code or assess the same thing is shown only of acts against life, of how far an act is verified, and of whether a suit is a SLAPP. What is counted here is none of these.
figures-quality-imported = What takes two people in a case was coded by one, perhaps, where a body took a record over from a list that it kept elsewhere. How many records that is no release says.
figures-quality-change = A number that rises or falls by 3 may stand for no change at all. Where numbers can lie further off, as the note of a table says, so may 6, 9 and more.
figures-quality-suits = Whether a court case serves to silence somebody is an assessment of the body that recorded it. It is not a finding of a court.
figures-files = This release as it was signed
figures-files-text = The files are byte for byte those that were signed.
figures-further = Read on
figures-as-page = The same as a page
figures-terms = The released figures name no licence yet.
figures-licence = Whoever publishes the released figures has put them under this licence:
figures-format-uwazi = A table as Uwazi imports it: titles of properties on top, groups and terms joined by two colons. We know its rules from its documents, and nobody has tried the import yet.
figures-time-title = { $kind }: over time
figures-time-lead = The same tables, one period after the other.
figures-time-text = The bars of a table have one scale, so that they can be compared with one another. Periods are written as year and quarter. A dash stands where a release had no such table or category. More than twelve periods are in the files.
figures-suits = Court cases against people who speak up
figures-suits-none = Nothing has been released about court cases yet.
figures-suits-text = Some lawsuits and criminal complaints are not brought to be won, but to exhaust and to frighten whoever spoke up. Here is who brings them, on what law, about what, and what became of them.
figures-suits-lead = The newest figures are of the { $period }. { $answer }
figures-suits-missing = Not announced for this period, and therefore not shown: { $tables }.
figures-bodies = What each body received and closed
figures-bodies-none = No body has released a year yet.
figures-bodies-lead = One exact table for each body, year by year.
figures-deadlines = Days that were promised
figures-deadlines-none = No body has released yet how it kept the days that it promised.
figures-deadlines-why = A body and a year are missing here where not every case says it, or where a number from 1 to 9 could be worked out. Which of the two it is, is not said. Each reporter is told the days of the own case.
figures-deadlines-how = Of the cases that came in that year. Receipt is confirmed by the first answer or by closing the case, and the outcome is told by closing it. What was not due when the record was made last is counted as that.
figures-promise-result = { $promise }: { $result }
figures-cases = Cases
figures-case-received = Received
figures-case-closed-out = Closed: not for this body, or too little to go on
figures-case-closed-sub = Closed after they were looked into
figures-case-closed-act = Closed, and something followed
figures-sdg = Persons harmed: indicator 16.10.1
figures-sdg-none = No year has been released yet.
figures-sdg-lead = Killings and other attacks on journalists, trade unionists and human rights defenders, year by year.
figures-sdg-text = This is indicator 16.10.1 of the Sustainable Development Goals of the United Nations. Only cases count that an independent body verified, and only where the person, or those who speak for the person, agreed, or the case was public already.
figures-sdg-sheet = The sheet among the files has columns by which the United Nations hand out figures of the goals, and two of our own: who was harmed, and how. Codes of series and areas are left empty: the statistical office of the country fills them in.
figures-harm = Harm
figures-harm-killing = Killing
figures-harm-enforced-disappearance = Enforced disappearance
figures-harm-torture = Torture
figures-harm-arbitrary-detention = Arbitrary detention
figures-harm-kidnapping = Kidnapping
figures-harm-other-harmful-acts = Other harmful acts
figures-group-journalist = Journalists
figures-group-trade-unionist = Trade unionists
figures-group-human-rights-defender = Human rights defenders
figures-dimension-body = Body
figures-dimension-country = Country
figures-dimension-online = Whether it happened online
figures-dimension-cross-border = Whether it crossed a border
figures-dimension-event = What happened to a case
figures-dimension-acknowledgement = Receipt confirmed
figures-dimension-feedback = Outcome told
figures-dimension-figure = What came in and was closed
figures-dimension-group = Group
figures-dimension-harm = Harm
figures-dimension-promise = What was promised
figures-dimension-result = Whether it was in time
figures-dimension-shown-because = Why a person is counted
figures-word-yes = Yes
figures-word-no = No
figures-word-unknown = Not known
figures-word-kept = In time
figures-word-late = Late, or not at all
figures-word-not_due = Not due yet
figures-word-received = Received
figures-word-closed = Closed
figures-word-consented = Agreed
figures-word-public = Public already
figures-country-id = Indonesia
figures-country-kh = Cambodia
figures-country-la = Laos
figures-country-my = Malaysia
figures-country-ph = Philippines
figures-country-th = Thailand
figures-country-tl = Timor-Leste
figures-country-vn = Viet Nam
figures-country-other = Another country
figures-dataset-series = { $table }, all releases
figures-dataset-series-text = The same table of every release so far, one row for each category. Rows of one release are as they were released.
figures-dataset-sdg = Persons harmed, indicator 16.10.1, as a sheet
figures-dataset-sdg-text = The exact series of every release so far, with columns by which the United Nations hand out figures of the goals. Codes of series and areas are empty.

## What the code lists are called
list-act-completion = How far an act went
list-age-band = Age
list-case-link = How cases belong together
list-case-status = Where the work on a case stands
list-chain-relation = How incidents follow one another
list-claimant-type = Who sues
list-conf-status = Whether a figure may be published
list-consent-scope = What somebody agrees to
list-counting-unit = Who is counted as one
list-custody-event = What was done with evidence
list-date-precision = How exact a date is
list-disclosure-basis = Why a name is asked for
list-disposition = What became of an allegation
list-evidence-type = Kinds of evidence
list-group-size-band = Size of a group
list-impunity-status = What justice was done
list-incident-type = Kinds of incidents
list-intervention-response = How somebody answered to help
list-intervention-type = Kinds of help
list-involvement-degree = How somebody was involved
list-legal-basis = Laws that are used against people
list-location-precision = How exact a place is
list-obs-status = Quality of a figure
list-perpetrator-status = What happened to the perpetrator
list-perpetrator-type = Kinds of perpetrators
list-population-group = Groups of the population
list-proceeding-outcome = How a court case ended
list-proceeding-stage = Where a court case stands
list-proceeding-type = Kinds of court cases
list-protected-activity = What somebody did that is protected
list-protection-measure = What protects
list-protection-refusal = Why protection was refused
list-protection-status = Where a request for protection stands
list-referral-status = Where a referral to another body stands
list-relief-sought = What a claimant asks for
list-remedy = Remedies
list-remedy-level = How far a remedy went
list-removal-reason = Why something was taken out of a copy
list-report-channel = How a report came
list-retaliation-form = Forms of retaliation
list-review-ground = Why a review is asked for
list-right-affected = Human rights that are touched
list-risk-factor = What raises or lowers a danger
list-risk-level = How high a risk is
list-risk-likelihood = How likely harm is
list-risk-severity = How grave harm would be
list-sdc-method = How a figure was protected
list-sector = Sectors
list-sex-gender = Sex and gender
list-sharing-level = To whom something may be passed on
list-slapp-assessment = Whether a lawsuit serves to silence
list-slapp-feature = What a silencing lawsuit looks like
list-slapp-indicator = Signs of a silencing lawsuit
list-slapp-remedy = Safeguards against silencing lawsuits
list-slapp-topic = What a silencing lawsuit is about
list-source-connection = How a source knows
list-source-reliability = How reliable a source is
list-triage-criterion = What a first assessment weighs
list-triage-decision = What a first assessment decides
list-uncac-offence = Corruption offences and misconduct
list-verification-status = How far something was verified
list-victim-role = What makes somebody a target

# Lawsuits and charges (decision 0059)

proceeding-heading = A lawsuit or a charge because of this
proceeding-lead = Has anybody been sued or charged because of this, or been threatened with it? You can log it here with what is known of the court and the dates, and again when something changes. You are then told what is known of what to do first.
proceeding-open = Log a lawsuit or a charge
proceeding-means = What you log is locked like a message, so only the officers of your report can read it. Who can read it while it is being sent stands on the button. Once it is locked, the office’s computer sees that something was logged and on which day, and not that it is about a court.
# safety-critical
proceeding-advice = This is no legal advice. If papers of a court or of the police came, show them to a lawyer today: some days cannot be made up for.
proceeding-one = One entry is about one proceeding. When it goes on, log another entry with the number of the first and say only what has changed.
proceeding-country = In which country is the court?
proceeding-in-bn = Brunei
proceeding-in-id = Indonesia
proceeding-in-kh = Cambodia
proceeding-in-la = Laos
proceeding-in-mm = Myanmar
proceeding-in-my = Malaysia
proceeding-in-ph = The Philippines
proceeding-in-sg = Singapore
proceeding-in-th = Thailand
proceeding-in-tl = Timor-Leste
proceeding-in-vn = Viet Nam
proceeding-in-other = Another country
proceeding-kind = What kind is it?
proceeding-court = Before whom is it now?
proceeding-court-police = The police or an authority
proceeding-court-prosecutor = A prosecutor
proceeding-court-first = A court of first instance
proceeding-court-appeal = A court of appeal
proceeding-court-final = The highest court
proceeding-court-tribunal = A tribunal or disciplinary body
proceeding-court-none = Nobody yet: it is a threat
proceeding-court-unknown = I do not know
proceeding-basis = What is claimed or charged?
proceeding-claimant = Who brings it?
proceeding-defendants = How many are sued or charged?
proceeding-individuals = Are persons sued or charged, and not only an organisation?
proceeding-individuals-yes = Yes
proceeding-individuals-no = No
proceeding-individuals-unknown = I do not know
proceeding-activity = What had they done before?
proceeding-activity-hint = What you believe the proceeding answers to.
proceeding-topic = What was that about?
proceeding-also = And also
proceeding-stage = How far has it come?
proceeding-outcome = How did it end?
proceeding-outcome-hint = While it goes on, choose that it is pending.
proceeding-filed = When was it filed?
proceeding-served = When did its papers arrive?
proceeding-served-hint = The day on which somebody was handed the papers, or found them. In some courts the days for an answer are counted from it.
proceeding-ended = When did it end?
proceeding-more = More, if you know it
proceeding-direction = Against whom is it?
proceeding-direction-against_target = Somebody who spoke up
proceeding-direction-against_perpetrator = Somebody who did wrong
proceeding-direction-by_target = It is brought by somebody who spoke up
proceeding-court-name = What is the court called?
proceeding-docket = Its number there
proceeding-statute = Law and section
proceeding-claimant-name = Who brings it, by name
proceeding-relief = What is asked of the court?
proceeding-amount = About how much money is claimed?
proceeding-amount-hint = By what people in the country usually earn, so that it can be compared.
proceeding-amount-none = None
proceeding-amount-month = Up to the earnings of a month
proceeding-amount-year = Up to the earnings of a year
proceeding-amount-ten_years = Up to the earnings of ten years
proceeding-amount-hundred_years = Up to the earnings of a hundred years
proceeding-amount-more = More than that
proceeding-amount-unknown = I do not know
proceeding-sum = The sum, with its currency
proceeding-sum-hint = Only the officers of your report read it. It is counted nowhere.
proceeding-costs = What does the defence cost so far?
proceeding-asked = What was the court asked for against abuse?
proceeding-granted = What of it was granted?
proceeding-ruling = Has a court said whether it is an abuse?
proceeding-ruling-none = No
proceeding-ruling-found = Yes: it is one
proceeding-ruling-rejected = Yes: it is none
proceeding-parallel = How many other suits are there on the same facts?
proceeding-narrative = What else should be known?
proceeding-continues = Does it go on from a proceeding that you logged before?
proceeding-continues-hint = The number that you were shown then. Then answer above only what has changed.
proceeding-number = Does it follow on something else that you logged before?
proceeding-number-hint = The number of that entry, such as the threat before it.
proceeding-relation = How the two hang together: this one is, to that one
proceeding-send = Log this
sent-proceeding-heading = The proceeding that you logged has been stored

# What is known of defences, by country. Nothing of it is legal advice.

defence-heading = What to do first
# safety-critical
defence-no-advice = This is no legal advice, and no lawyer there has checked it. Show the papers to a lawyer or a legal aid office today, and ask what is due on which day.
# safety-critical
defence-none = Nothing is written down here of the courts there, or this entry names no country. That does not mean that there is time: ask a lawyer today by when an answer is due, and where it has to say that the case is meant to silence you.
# safety-critical
defence-unserved = You gave no day on which the papers arrived, so no day can be counted. Look for it on the papers or the envelope.
# safety-critical
defence-due = By what is written down here, the last day is { $date }.
defence-next = Courts there do not work on that day, and may count on to { $date }. Do not rely on it.
defence-closed = Courts there do not work on that day. Be there before it, and ask which day counts.
# safety-critical
defence-late = That day is over. Ask a lawyer today whether something can still be handed in.
defence-sure-high = How sure this is: it stands in the rule.
defence-sure-medium = How sure this is: fairly. It was written down from memory or from reports, and has to be checked.
defence-sure-low = How sure this is: not very. Take it as a reason to ask, and as nothing more.
defence-ph-plead-short = Say in the answer to the court that the suit is a SLAPP, one that is meant to silence you. If it is not in the answer, it may be lost. Where the rules for environmental cases are followed, 15 days are counted from the service of the summons.
defence-ph-plead = Under the usual rules of civil procedure, 30 days are counted from the service of the summons for the answer that has to say it. The defence is known for environmental cases.
defence-ph-plead-criminal = Ask the court to dismiss the charge as a SLAPP before you are arraigned. The motion is known for environmental cases.
defence-th-answer = A written answer to a civil claim is counted from the day of service: 15 days. Say there that the claim is meant to silence you.
defence-th-hearing = Before the court takes the charge up there is a preliminary hearing. Tell the court there, with evidence, that the case is brought in bad faith, and ask it to dismiss.
defence-th-reported = If it is because of a report of corruption, tell the anti-corruption commission at once: it can ask police, prosecutor or court to stop, and lawyers can be paid.
defence-id-exception = Say in the very first answer to the court, with the exceptions, that the case is meant to silence somebody who defends the environment. The court sets the day; what is not raised then may be lost.
defence-id-investigation = If it is because of the environment, tell investigator and prosecutor so at once, and ask the ministry of the environment to assess it as such.
defence-my-appear = Enter an appearance at the court within 14 days of service. There is no plea of its own against such suits; ask your lawyer about striking the claim out.
defence-my-defence = The written defence is due 14 days after the time for the appearance, which is about 28 days from service.
defence-vn-opinion = Hand in your written opinion to the court within 15 days of its notice, with whatever shows why you were sued.

fault-proceeding-activity = Choose what they had done before. “Not known” is an answer.
fault-proceeding-backwards = It ended before it was filed. Look at both dates again.
fault-proceeding-basis = Choose what is claimed or charged. “Unknown” is an answer.
fault-proceeding-claimant = Choose who brings it. “Unknown” is an answer.
fault-proceeding-code = The list does not know “{ $word }”. Choose again.
fault-proceeding-continues = No proceeding was logged under that number, or it has gone on since. Look at the number again, or leave it out.
fault-proceeding-count = Write how many other suits there are in digits, at most 999, or leave it out.
fault-proceeding-country = Choose the country of the court.
fault-proceeding-defendants = Choose about how many are sued or charged. “Unknown” is an answer.
fault-proceeding-direction = Choose against whom it is.
fault-proceeding-ended = That is no day on which it can have ended. Write it with a year, and with a month if there is a day, all in digits.
fault-proceeding-ended-ahead = The day on which it ended has not come yet. Look at the year again: it is of the common calendar, such as 2026.
fault-proceeding-filed = That is no day on which it can have been filed. Write it with a year, and with a month if there is a day, all in digits.
fault-proceeding-filed-ahead = The day on which it was filed has not come yet. Look at the year again: it is of the common calendar, such as 2026.
fault-proceeding-kind = Choose what kind of proceeding it is.
fault-proceeding-many = That is more than one entry holds. Leave some out.
fault-proceeding-nothing = Say what has changed since then, such as how far it has come.
fault-proceeding-number = You have logged nothing under that number before. Look at the number again, or leave it out.
fault-proceeding-old = A choice is used no longer; “{ $word }” has taken its place. Choose again.
fault-proceeding-open = It has ended and is pending as well. Choose how it ended, or leave the day of its end out.
fault-proceeding-outcome = Choose how it ended, or that it is pending.
fault-proceeding-relation = Choose how it hangs together with what you logged before, or leave that number out.
fault-proceeding-ruling = It was dismissed as an abuse, and you chose that a court held it to be none. Look at both again.
fault-proceeding-served = That is no day on which papers can have arrived. Write it with a year, and with a month if there is a day, all in digits.
fault-proceeding-served-ahead = The day on which the papers arrived has not come yet. Look at the year again: it is of the common calendar, such as 2026.
fault-proceeding-served-late = The papers arrived after it had ended. Look at both dates again.
fault-proceeding-stage = Choose how far it has come. “Unknown” is an answer.
fault-proceeding-topic = Choose what it was about.
fault-slapp-court = Log first, as a state of the proceeding, what the court held. Then assess it.
fault-slapp-evidence = For “{ $word }”: there is no such exhibit or entry in this case. Choose one that is.
fault-slapp-indicator = “{ $word }” is no indicator, or stands there twice.
fault-slapp-no-evidence = For “{ $word }”: choose the exhibit or the entry in which it shows, or say that it is not known.
fault-slapp-proceeding = The proceeding has gone on since this page was drawn. Open the case again and look at it.
fault-slapp-reason = Write why you hold something else than the indicators suggest.
fault-slapp-result = Choose what you hold it to be.

desk-proceeding-heading = Lawsuits and charges
desk-proceeding-hint = What is logged here only those who hold the case read; the office’s computer sees that you logged something. Those who reported read nothing of it.
desk-proceeding-is = Logged a lawsuit or a charge:
desk-proceeding-none = Nothing is logged.
desk-proceeding-facts = What it is about
desk-proceeding-dates = Dates
desk-proceeding-filed = filed { $date }
desk-proceeding-served = papers served { $date }
desk-proceeding-ended = ended { $date }
desk-proceeding-lasted = lasted { $days } days
desk-proceeding-unserved = the day of service is not known
desk-proceeding-sued = Sued or charged
desk-proceeding-money = Money
desk-proceeding-remedies = Asked for and granted against abuse
desk-proceeding-parallel = Other suits on the same facts
desk-proceeding-states = Entries: { $count }, the last on { $date }
desk-proceeding-contradicts = Its dates contradict one another: it ended before it was filed or served. Log a further state with the right ones.
desk-proceeding-lost = It says that it goes on from an earlier entry, which is not there.
desk-proceeding-belongs = Hangs together with entry { $number } of { $date }: { $word }
desk-proceeding-log = Log a lawsuit or a charge, or how one went on
desk-proceeding-new = A new one
desk-proceeding-continues = Which one is it?
desk-proceeding-linked = With which entry does it hang together?
desk-proceeding-entry = { $what }, { $date }
slapp-heading = Is it a SLAPP?
slapp-means = Two officers have to hold the same. What each holds is signed and kept, also where they disagree.
slapp-verdict-not_assessed = Not assessed yet: fewer than two officers have said what they hold.
slapp-unseen = Assessed by: { $names }. You see what they hold once you have signed what you hold, or once two have. This page holds it back; it lies in the case, and who changes the program on their own computer can read it.
slapp-verdict-disputed = Disputed: no two officers hold the same.
slapp-verdict-agreed = Two or more officers hold:
slapp-differs = Others hold something else; it stands below.
slapp-by = { $name } on { $date }:
slapp-suggests = By the indicators that this officer found, the rule suggests:
slapp-older = The proceeding has gone on since.
slapp-counts-not = This does not count: the officer has left the case or was kept out of it, or it does not fit what is in the case.
slapp-assess = Assess it
slapp-hint = Look for each indicator in what is in the case. Say of each that is there in which exhibit or entry it shows. What you leave as not known is counted as not known.
slapp-present = It is there
slapp-absent = It is not there
slapp-unknown = Not known
slapp-where = Where it shows
slapp-where-none = Nowhere yet
slapp-exhibit = Exhibit { $number }
slapp-note = Page, passage or why
slapp-result = What do you hold it to be?
slapp-result-hint = One or two indicators: possible. Three or more, one of which says that it follows on something people may do: likely. What a court held goes before both.
slapp-reason = Why?
slapp-reason-hint = Has to be there if you hold something else than the indicators suggest.
slapp-do = Sign what you hold
slapp-hidden = Signed whether a suit is a SLAPP. You see it once you have signed what you hold yourself.

# How officers code what was logged in a case, for figures
coding-open = Coding: { $act }
coding-is-changed = counted otherwise than the case says by now
coding-is-found = not counted yet
coding-is-none = not coded
coding-is-own = coded by you, waits for a second officer
coding-is-ready = coded, waits to be settled
coding-is-second = coded by one officer
coding-is-settled = settled
coding-hidden = Coded something that was logged. You see how once you have coded it yourself.
coding-heading = Coding
coding-of = Number { $number }, part { $part }: { $act }
coding-back = Back to the case
coding-as = Counted as
coding-as-act = One act against one person or group
coding-as-case = One case, received or closed
coding-as-person = One person harmed, for indicator 16.10.1
coding-as-proceeding = One proceeding
coding-as-protection = One request for protection
coding-state-changed = The case says something else by now than what is counted. Settle it again.
coding-state-found = This is not counted yet. It counts once an officer settles it.
coding-state-none = Nobody has coded this.
coding-state-own = You have coded this. A second officer has still to code it, without seeing your codes.
coding-state-ready = This is coded. It counts once it is settled.
coding-state-second = One officer has coded this. It takes a second one.
coding-state-settled = This is settled.
coding-twice = Two officers settled this at the same time, so it is counted twice. Settle it once more, and it is counted once.
coding-barred = This was settled by an officer who has left the case or was kept out of it, or rests on what that officer coded. A record of it stays counted until it is settled again by others.
coding-withdrawn = No consent of this person to be counted stands in this case any more, and the person is still counted by one. Take the record out, which needs no second officer. If it is public, have it coded so, and settle it again instead.
coding-blind = Coded by: { $names }. You see their codes once you have stored your own, as everything as which they coded it. This page holds them back; they lie in the case, and who changes the program on their own computer can read them.
coding-counted = Counted in { $period }.
coding-not-counted = Nothing of it is counted.
coding-history = How far it was verified
coding-said = coded
coding-said-settled = settled
coding-independent-yes = Verified by somebody independent of the parties.
coding-independent-no = Nobody who looked at it is independent of the parties.
coding-independent-unknown = Whether somebody independent looked at it is not known.
coding-compared = Side by side
coding-compared-hint = What each officer coded last. Fields that take two officers are marked.
coding-field = Field
coding-differs = differs
coding-two = takes two
coding-settled-so = Settled
coding-do = Code it
coding-do-hint = Choose what you find yourself, without asking who else coded it. You can code it anew later: every coding stays in the history.
coding-sources = Sources
coding-sources-hint = From whom it is known, without a name. “Plausible” and “verified” rest on at least one source, “corroborated” on two, or on a record of a court or body.
coding-source-connection = What the source has to do with it
coding-source-reliability = How reliable the source is
coding-independent = Did somebody independent of the parties verify it?
coding-independent-hint = A party is who suffered it, who did it, and who speaks or works for either. “Verified” needs somebody else.
coding-send = Store my coding
coding-consent = Note that the person agrees to be counted
coding-consent-hint = Exact figures show one person at a time, by harm, group and year. They count only who agreed to it, or what is public already. What is noted here is the consent of the person to whom this was done, and counts nobody else: note it for each person. If the same person suffered several acts, it holds for all under which that person is settled as the same one.
coding-consent-do = Note this consent
coding-take-out-reason = The consent to be counted was withdrawn.
coding-take-out-do = Take the record out
coding-take-out-level = Your browser locks the settlement for this case. This server is told the random numbers of records that go, and neither the case nor you.
coding-settle = Settle it
coding-unassessed = Two officers have not yet signed the same about whether this is a SLAPP. Until they have, it counts as not assessed, whatever was coded. Look for the signs in the case first.
coding-settle-hint = What the codings agree on stays in a field that takes two. Where they differ, choose one, and say below why. What is refuted or a duplicate is settled too, and not counted; of a lawsuit that is said below.
coding-period = Counted in
coding-period-hint = When it happened: a quarter such as 2027-Q1, for persons a year such as 2027.
coding-person = Which person
coding-person-hint = Whoever is counted already, under another act of this case or in another case of your body, is chosen here and then counted once for each harm.
coding-person-new = Somebody who is not counted yet
coding-person-known = The person of number { $number }, act { $part }
coding-person-elsewhere = Case { $word }, number { $number }, act { $part }: { $act }, counted in { $period }
coding-person-look = Look in my other cases
coding-person-look-hint = It opens the cases that you hold, at most 200, and the record of acts says so. Whoever opens only this case does not see that the person is counted in another one.
coding-person-looked = Persons who are counted in your other cases: { $found }. They stand in the list above.
coding-uncounted = Nothing of it is counted
coding-uncounted-hint = For a lawsuit that turned out not to be there, or that is counted in another case already. Say why below. If a record of it was handed in, it goes.
coding-reason-where = once for all fields, where the codings differ or you settle anything otherwise than it was coded
coding-settle-do = Settle, and hand in the record
coding-settle-level = Your browser locks the settlement for this case. The record goes to this server as codes alone, which it can read: a random number, the period and what is chosen here. It is not told the case, and keeps neither you nor the day. A server that watches at this moment sees that it comes from you.
coding-hand-in = Hand in the record again
coding-hand-in-hint = If the line broke when this was settled, the record may not have arrived. Handed in twice, it counts once.
coding-hand-in-do = Hand in
coding-hand-in-level = The record goes to this server as codes alone, which it can read. It is not told the case.
coding-done-coded = Your coding is stored.
coding-done-consent = The consent is noted.
coding-done-handed = The record is handed in.
coding-done-settled = It is settled. What there was to hand in is handed in.
case-record-heading = Counting this case
case-record-says = What the case says
case-record-hint = It follows from the day on which the case came in, from what two officers signed to close it, and from the days that this server says were promised to the reporter. Nobody chooses it here.
case-record-promised = Receipt counts as confirmed with the first answer, or when the case is closed. The outcome counts as told when the case is closed. What is not due yet can be settled again once the day is over: the case then says so.
case-record-body = Counted for
case-record-was = (counted so far: { $word })
case-record-level = Your browser locks the settlement for this case. The record goes to this server as codes alone, which it can read: a random number, the year and what stands above. It is not told the case, and keeps neither you nor the day. A server that watches at this moment sees that it comes from you.
case-record-history = When it was settled
coding-report = How far officers agree
coding-report-hint = Over the cases that you hold, at most 200. Each is opened for it, and the record of acts says so.
coding-report-do = Open them and count
coding-report-cases = Cases opened: { $cases }. Coded by one officer, waiting for a second: { $waiting }.
coding-agreement = Agreement of two officers who coded or assessed without seeing one another
coding-pairs = Pairs
coding-agreed = Agree
coding-kappa = Cohen’s kappa
coding-kappa-none = not defined
coding-kappa-hint = Kappa is 1 where all agree, and 0 where they agree as often as by chance. It is not defined where both always chose the same code. Below about 30 pairs it says little.
coding-indicators = Is it a SLAPP: the sixteen indicators together
coding-agreement-file = How well coders agreed, for the next release
coding-agreement-file-hint = It is published beside the figures, as a file that goes to the data custodian. The file says of each field that takes two, and of the indicators of a SLAPP together, at least how many pairs there are, in steps that begin at 60, and in which of four bands kappa lies. It names no case, officer or code. Counted is what is settled in the cases of your own body that were opened above: whoever holds the most makes the file, once, when the period is over and before its release is made.
coding-agreement-file-do = Sign and save the file
coding-agreement-file-level = Your browser counts, rounds and signs it. Nothing of it goes to this server.
coding-no-pairs = Nothing was coded by two officers.
coding-candidates = May be one and the same event
coding-candidates-hint = Alike in what was done, to whom and when. Look at both. What is one event is coded as a duplicate in one of the two cases, and not counted there.
coding-candidates-none = None.
coding-candidates-more = There are more; these are the likeliest.
coding-points = points: { $points } of 4
coded-country = Country
coded-act = What was done
coded-completion = How far it went
coded-verification = How far it is verified
coded-unit = To whom
coded-size = How many they are
coded-role = What made them a target
coded-activity = What they did
coded-perpetrator = Who did it
coded-degree = How they were involved
coded-sector = Sector
coded-right = Human right affected
coded-retaliation = Form of reprisal
coded-remedy = What has come of it
coded-online = Online or by phone
coded-cross_border = Across a border
coded-sex = Sex or gender
coded-age = Age
coded-shown_because = Counted because
coded-proceeding = Kind of proceeding
coded-basis = Legal basis
coded-claimant = Who brought it
coded-stage = How far it is
coded-outcome = How it ended
coded-relief = What is asked for
coded-slapp = Is it a SLAPP?
coded-topic = What it is about
coded-safeguard = Safeguard used
coded-applicant = Who asks
coded-measure = Measure
coded-status = Where it stands
coded-refusal = Why it was refused
coded-risk = Risk
coded-event = What happened
coded-disposition = Outcome
coded-acknowledgement = Receipt confirmed by the promised day
coded-feedback = Outcome told by the promised day
coded-word-received = The case came in
coded-word-closed = The case was closed
coded-word-kept = In time
coded-word-late = Late, or not at all
coded-word-not_due = Not due yet
coded-word-yes = Yes
coded-word-no = No
coded-word-unknown = Unknown
coded-word-other = Another country
coded-word-consented = the person agreed to it
coded-word-public = it is public already
fault-coding-agreement = Too little of this period was coded by two for anything to be shown: fewer than 60 pairs, or all of them the same.
fault-coding-agreement-open = This period is not over yet. Choose one that is over: of two files of an open period somebody could subtract the one from the other.
fault-coding-anew = This does not fit what is in the case, or the codebook has changed. Open the case again and begin this coding anew.
fault-coding-both = { $field }: both officers chose the same, and something else is settled. Choose what they chose, or code it anew first.
fault-coding-body = This case belongs to another body, whose officers settle and count it.
fault-coding-code = { $field }: choose something of the list.
fault-coding-consent = No consent of this person to be counted is noted in this case. Note it first, here under what was done to that person, or choose that it is public.
fault-coding-independence = Say whether somebody independent of the parties verified it.
fault-coding-many = Name eight sources at most.
fault-coding-missing = { $field }: choose something. Where nobody knows, choose “Unknown”.
fault-coding-not-independent = “Verified” means by somebody independent of the parties. Say that somebody is, or choose another status.
fault-coding-period = Write a quarter that has begun, such as 2027-Q1; for persons a year, such as 2027.
fault-coding-person = Choose the person from the list, or somebody who is not counted yet.
fault-coding-public = “Public” rests on media, a court, an official record or open research. Name that source in a coding.
fault-coding-reason = { $field }: the officers differ, or something else is settled than was coded. Say why; one reason is enough for the whole settlement.
fault-coding-second = A second officer has still to code this.
fault-coding-sources = “{ $status }” rests on sources. Name them; “corroborated” needs two, or a record of a court or body.
fault-coding-uncounted = Say why nothing of it is counted.
fault-coding-verified = “Verified” needs two officers who code it so, each with somebody independent. Settle something lower, or have it coded anew.
fault-coding-verdict = { $field }: what is settled is what two officers hold under “Is it a SLAPP?” in the case, and “not assessed” as long as no two hold the same. Choose that, or assess it first.
fault-record-codes = The record is refused: { $why }
fault-record-room = So many records of your body wait that there is no room. Hand this one in again after the coming night.

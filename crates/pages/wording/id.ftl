# review: draft, own translation, not yet reviewed by a native speaker
# `safety-critical` texts need two native speakers and a test with readers before use.

## Every page
page-title = Halaman layanan publik
skip = Langsung ke isi
leave = Keluar cepat
# safety-critical
leave-limits = “{ leave }” membuka situs lain. Riwayat peramban ini tidak terhapus. Untuk menghapusnya, tutup semua jendela dan hapus riwayat, atau pakai jendela pribadi sejak awal.
languages = Bahasa
level-b = Peramban Anda menguncinya sebelum dikirim. Ini melindungi Anda, kecuali jika situs ini sendiri telah diubah untuk menyerang Anda.
level-c = Server kami melihat tulisan Anda sesaat, menguncinya, lalu melupakan kuncinya.
back-to-start = Kembali ke halaman pertama
print-hint = Untuk mencetak, pakai perintah cetak di peramban Anda. Yang tercetak hanya digit dan kata, tanpa penjelasan apa pun.
date = { $day } { $month ->
    [1] Januari
    [2] Februari
    [3] Maret
    [4] April
    [5] Mei
    [6] Juni
    [7] Juli
    [8] Agustus
    [9] September
    [10] Oktober
    [11] November
   *[12] Desember
    } { $year }
optional = tidak wajib

## First page
start-heading = Laporkan korupsi atau pelanggaran
# safety-critical
start-lead = Anda tidak wajib menyebutkan nama Anda. Tidak perlu akun, alamat surel, atau nomor telepon.
start-report = Buat laporan
start-check = Periksa laporan saya
start-check-hint = Anda memerlukan tanda terima yang ditampilkan setelah mengirim.
start-before = Sebelum melapor: jaga keselamatan
start-before-hint = Dua menit membaca, sebelum hal lain.
start-who = Siapa yang membacanya
start-who-text = Anda memilih salah satu ketika menulis. Hanya beberapa petugas yang terpilih untuk laporan Anda yang dapat membukanya, dan rekan mereka yang mereka beri akses.
start-when = Apa yang terjadi kemudian
start-when-text = Paling lambat { $acknowledge } Anda diberi tahu bahwa laporan Anda sudah dibaca. Paling lambat { $feedback } Anda diberi tahu apa yang telah dilakukan. Keduanya ada di sini, dengan tanda terima Anda.
# safety-critical
start-danger = Ini bukan layanan darurat.
# safety-critical
start-danger-text = Tidak ada yang menjaga halaman ini siang dan malam. Jika Anda sedang dalam bahaya, selamatkan diri dahulu.
start-danger-contact = Bantuan dalam bahaya: { $contact }
start-read-at = Laporan dibaca: { $times }
start-parcel = Serahkan paket yang Anda kunci sendiri

## Before you report
safety-heading = Sebelum Anda melapor
safety-lead = Dua menit membaca yang dapat melindungi Anda.
safety-device = Perangkat dan jaringan Anda
# safety-critical
safety-device-work = Jangan gunakan komputer atau ponsel kantor, dan jangan gunakan jaringan kantor. Atasan Anda dapat melihat bahwa Anda membuka situs ini, tetapi tidak dapat melihat isi tulisan Anda.
# safety-critical
safety-device-tor = Pakai perangkat yang hanya Anda gunakan sendiri. Tor Browser juga menyembunyikan dari jaringan Anda situs mana yang Anda buka.
# safety-critical
safety-device-phone = Kartu SIM biasanya terdaftar atas nama asli. Di sini nomor telepon Anda tidak diperlukan.
safety-guess = Siapa saja yang mungkin mengetahuinya?
# safety-critical
safety-guess-text = Jika hanya dua atau tiga orang yang dapat mengetahui isi laporan Anda, tulisan itu sendiri menunjuk kepada Anda. Jangan tulis hal yang hanya Anda ketahui, atau tunggu sampai lebih banyak orang mengetahuinya.
# safety-critical
safety-guess-trace = Jangan mencari orang yang Anda laporkan, atau mencetak atau menyalin surat, dengan akun atas nama Anda: itu juga meninggalkan jejak.
safety-files = Berkas
# safety-critical
safety-files-hidden = Foto dan dokumen menyimpan data tersembunyi: nama, tempat, perangkat. Formulir menyebutkan apa yang dapat dihapusnya, dan tidak menghapus apa pun tanpa diminta. Suara dapat dikenali.
# safety-critical
safety-files-law = Di beberapa negara, merekam diam-diam atau memiliki surat rahasia sudah merupakan pelanggaran. Jika ragu, kirim tulisan saja dahulu dan bertanyalah.
safety-files-later = Anda dapat mengirim tulisan sekarang dan menambah berkas nanti dengan tanda terima Anda.
safety-read = Siapa yang dapat membacanya
# safety-critical
safety-read-moment = Ketika Anda menekan kirim, server kami melihat tulisan dan berkas Anda sesaat di dalam memorinya. Server menguncinya untuk petugas yang terpilih bagi laporan Anda, lalu melupakan kuncinya.
# safety-critical
safety-read-after = Setelah dikunci, hanya petugas yang terpilih bagi laporan Anda yang dapat membukanya, dan rekan mereka yang mereka beri akses. Server ini tidak bisa, begitu pula orang yang mengelolanya. Orang yang Anda tandai pada “Siapa yang tidak boleh melihat ini?” tidak pernah diberi kunci.
# safety-critical
safety-read-browser = Jika peramban Anda dapat menjalankan bagian pengunci kami, semuanya dikunci sebelum dikirim, dan tombolnya mengatakan demikian. Maka server ini tidak melihat tulisan maupun tanda terima Anda. Orang yang menguasai situs ini tetap dapat mengirim halaman yang diubah kepada Anda. Hanya laporan yang dikunci di komputer Anda sendiri, seperti dijelaskan di bawah, aman dari hal itu.
# safety-critical
safety-read-otherwise = Jika peramban Anda tidak dapat melakukannya, atau Anda mengirim tanpa itu:
# safety-critical
safety-read-trust = Pada saat itu Anda harus memercayai server ini. Jika tepat pada saat itu seseorang telah menguasainya, ia dapat membaca kiriman Anda. Hal yang sama berlaku ketika Anda kembali: sesaat server melihat tanda terima Anda dan jawabannya.
# safety-critical
safety-read-offline = Jika itu terlalu berisiko, kuncilah laporan di komputer Anda sendiri tanpa sambungan, lalu serahkan paket yang terkunci. Maka situs ini tidak dapat membacanya, bahkan saat sedang dikirim.
safety-stored = Apa yang disimpan tentang Anda
# safety-critical
safety-stored-text = Tidak ada alamat jaringan, tidak ada nama peramban, tidak ada kuki. Dari laporan Anda server ini menyimpan harinya, bukan jamnya; sampai malam berikutnya cakramnya masih dapat menunjukkan jamnya.
# safety-critical
safety-stored-size = Siapa pun yang mengawasi sambungan Anda dapat melihat bahwa ada yang dikirim ke sini, dan kira-kira seberapa banyak.
safety-not = Yang tidak dapat kami lindungi
# safety-critical
safety-not-device = Orang yang menguasai ponsel atau komputer Anda, atau melihat layar Anda.
# safety-critical
safety-not-network = Orang yang dapat mengawasi seluruh jaringan sekaligus.
# safety-critical
safety-not-officer = Petugas yang terpilih untuk laporan Anda tetapi melanggar kewajibannya.
# safety-critical
safety-not-text = Hal yang terungkap dari kata-kata Anda sendiri.
safety-law = Apakah hukum melindungi Anda?
# safety-critical
safety-law-text = Itu dapat bergantung pada siapa yang menerima laporan Anda. Laporan yang sengaja dibuat palsu adalah pelanggaran hampir di mana-mana; maka katakan dengan jelas apa yang Anda lihat, apa yang Anda pegang, dan apa yang Anda dengar dari orang lain.
# safety-critical
safety-law-anonymous = Anonim berarti kami tidak tahu siapa Anda. Rahasia berarti kami tahu dan wajib merahasiakannya. Keduanya berbeda.
safety-then = Apa yang terjadi kemudian
safety-then-receipt = Anda mendapat tanda terima. Dengan itu Anda kembali ke sini, membaca jawaban, menulis lagi, dan menambah berkas.
span-both = { $months } { $days }
span-days = { $count } hari
span-months = { $count } bulan
safety-then-days = Paling lambat { $acknowledge } Anda diberi tahu bahwa laporan Anda sudah dibaca, dan paling lambat { $feedback } apa yang telah dilakukan.

## Who receives it
body-anti-corruption-protection = Dapat menyelidiki korupsi. Di banyak negara inilah jalur pelaporan yang dilindungi; hukum di tempat Anda yang menentukan.
body-human-rights-protection = Dapat menangani pelanggaran dan tindakan balasan. Apakah melapor ke sini dilindungi hukum, berbeda di tiap negara.
body-civil-society-protection = Dapat memberi nasihat dan mendampingi Anda. Tidak berwenang menyelidiki, dan melapor ke sini sering tidak dilindungi hukum.
body-witness-protection-protection = Dapat mengatur pelindungan bagi Anda. Biasanya perlu tahu siapa Anda, dan tidak menyelidiki.

## Report
report-heading = Laporan Anda
report-lead = Hanya pertanyaan pertama, atau satu berkas, yang diperlukan. Kosongkan apa yang tidak Anda ketahui atau tidak ingin Anda sebutkan.
# safety-critical
report-no-name = Anda tidak wajib menyebutkan nama Anda.
report-account = Apa yang terjadi?
report-account-hint = Dengan kata-kata Anda sendiri dan dalam bahasa apa pun. Ada tempat untuk sekitar { $latin } huruf Latin, atau { $other } huruf aksara seperti Khmer, Lao, atau Thai, untuk semua jawaban bersama-sama.
report-account-help = Pertanyaan yang dapat membantu
report-account-help-1 = Apa yang dilakukan, dijanjikan, atau diminta? Oleh siapa?
report-account-help-2 = Bagaimana caranya? Siapa yang untung, siapa yang rugi, berapa?
report-account-help-3 = Apakah masih berlangsung? Apakah akan segera terjadi sesuatu?
report-account-help-4 = Siapa lagi yang tahu? Di mana ada surat atau berkas tentang hal itu?
report-basis = Dari mana Anda tahu?
report-basis-hint = Tandai semua yang benar. Ini melindungi Anda: tidak ada yang dapat mengatakan bahwa Anda mengaku lebih dari itu.
report-basis-saw = Saya melihat atau mendengarnya sendiri
report-basis-document = Saya memegang dokumen atau rekaman
report-basis-told = Orang lain memberi tahu saya
report-when = Kapan terjadi?
report-when-hint = Misalnya “Maret 2026” atau “setiap bulan sejak tahun lalu”.
report-where = Di mana terjadi?
report-where-hint = Tempat, kantor, atau proyek saja sudah cukup.
report-who = Siapa yang terlibat?
report-who-hint = Nama, jabatan, atau kantor, sejauh yang Anda tahu.
report-body = Siapa yang menerimanya?
report-exclude = Siapa yang tidak boleh melihat ini?
# safety-critical
report-exclude-hint = Tandai setiap orang yang Anda laporkan, dan orang dekatnya. Mereka tidak pernah diberi kunci. Tidak ada yang diberi tahu siapa yang Anda tandai, kecuali petugas yang membuka laporan Anda.
report-exclude-open = Tampilkan daftar petugas dan unit
report-exclude-head = Pimpinan { $body }
report-exclude-unit = Semua orang di { $unit }
# safety-critical
report-exclude-few = Jika petugas yang tersisa terlalu sedikit, petugas lembaga lain menerima laporan Anda. Server dapat melihat bahwa hal itu terjadi.
report-reprisal = Apakah ada yang diancam atau dihukum karena hal ini?
report-reprisal-hint = Anda atau orang lain. Misalnya ancaman, mutasi, pemecatan, perkara di pengadilan.
report-urgency = Seberapa mendesak?
report-urgency-normal = Tidak mendesak
report-urgency-soon = Sesuatu akan segera terjadi
report-urgency-danger = Ada orang dalam bahaya
report-files = Berkas
report-files-label = Pilih berkas
report-files-hint = Seluruhnya paling banyak { $size }, dan paling banyak { $count } berkas.
# safety-critical
report-files-hidden = Berkas menyimpan data tersembunyi seperti nama dan tempat.
clean-box = Hapus data tersembunyi dari berkas saya
# safety-critical
clean-hint = Dicentang: server kami menghapusnya sebelum menguncinya, dari gambar, berkas PDF dan perkantoran, suara dan film masing-masing hingga { $size }. Berkas lain dikirim apa adanya. Halaman berikutnya menyebutkan apa yang dihapus dan apa yang tidak. Yang dihapus hilang dari kiriman Anda: simpan berkas aslinya, mungkin ada yang dapat dibuktikannya. Tidak dicentang: setiap berkas dikirim apa adanya.
# safety-critical
clean-hint-here = Dicentang: peramban Anda menghapusnya sebelum menguncinya, dari gambar, berkas PDF dan perkantoran, suara dan film masing-masing hingga 64 MB. Apa yang diungkap sebuah berkas, dan apa yang tidak dapat dihapus, ditampilkan di sini setelah Anda memilihnya. Yang dihapus hilang dari kiriman Anda: simpan berkas aslinya, mungkin ada yang dapat dibuktikannya. Tidak dicentang: setiap berkas dikirim apa adanya.
report-files-later = Jika sambungan lambat, kirim tulisan dahulu. Anda dapat menambah berkas nanti dengan tanda terima.
looked-working = Berkas Anda sedang diperiksa di peramban ini.
# safety-critical
looked-goes = Dapat dihapus: { $what }.
# safety-critical
looked-stays = Tidak dapat dihapus: { $what }.
# safety-critical
looked-unread = Berkas ini tidak dapat diperiksa dan dikirim apa adanya.
looked-more = Hanya 50 berkas pertama yang ditampilkan.
report-send = Kirim laporan
report-who-can-read = Siapa yang dapat membaca kiriman saya?

## Locking in the browser
hold-loading = Bagian yang mengunci laporan Anda di peramban ini ({ $size }) masih dimuat.
hold-offer = Peramban Anda meminta penghematan data. Bagian yang mengunci laporan Anda di peramban ini berukuran { $size }.
# safety-critical
hold-failed = Belum ada yang terkirim. Laporan Anda tidak dapat dikunci di peramban ini.
# safety-critical
hold-without = Anda dapat mengirim tanpa itu. Maka berlaku:
hold-load = Muat
hold-wait = Tunggu
hold-again = Coba lagi
hold-openly = Kirim tanpa itu
hold-working = Sedang mengunci dan mengirim.
hold-progress = { $done } dari 100
hold-stay = Biarkan halaman ini terbuka.
hold-waiting = Saat ini tidak ada sambungan.
hold-waiting-stay = Pengiriman berlanjut sendiri ketika sambungan kembali. Biarkan halaman ini terbuka: tidak ada yang hilang.

## Faults in a form
faults-heading = Mohon periksa lagi bagian ini
faults-kept = Belum ada yang terkirim. Semua yang Anda tulis masih ada di sini.
faults-typed = Semua yang Anda tulis masih ada di sini.
faults-files-again = Berkas harus dipilih lagi: peramban tidak mengingatnya.
fault-account-empty = Tulis apa yang terjadi, atau pilih sedikitnya satu berkas.
fault-text-too-long = Jawaban Anda seluruhnya terlalu panjang. Mohon pendekkan sekitar { $over } huruf. Sisanya dapat menyusul sebagai pesan kedua.
fault-body-missing = Pilih siapa yang menerima laporan Anda.
fault-word-unknown = Salah satu jawaban tidak ada dalam pilihan. Mohon pilih lagi.
fault-exclude-unknown = Daftar petugas telah berubah. Mohon tandai lagi siapa yang tidak boleh melihat ini.
fault-exclude-too-many = Dengan tanda ini tidak ada petugas tersisa yang dapat membaca laporan Anda. Hapus sebagian tanda, atau pilih penerima lain.
fault-files-too-large = Berkas seluruhnya terlalu besar. Paling banyak { $size } sekali kirim. Kirim sebagian sekarang dan sisanya nanti.
fault-files-too-many = Berkas terlalu banyak. Paling banyak { $count } sekali kirim.
fault-file-name-too-long = Nama berkas terlalu panjang. Mohon beri nama pendek, paling banyak { $length } huruf.
fault-review-ground = Pilih tentang apa peninjauan itu.
fault-files-missing = Pilih sedikitnya satu berkas.
fault-file-unreadable = Sebuah berkas tidak dapat dibaca lagi. Mungkin sudah dipindahkan atau diubah. Mohon pilih lagi berkasnya.
# safety-critical
fault-list = Daftar petugas tidak dapat diperiksa, maka tidak ada yang dapat dikunci di peramban ini.
# safety-critical
fault-list-date = Tanggal perangkat ini salah, atau daftar petugas sudah terlalu lama. Mohon periksa tanggalnya.
# safety-critical
fault-locking = Penguncian di peramban ini gagal.
fault-refused = Server ini tidak menerimanya (nomor { $number }). Mohon kirim sekali lagi.
fault-message-empty = Tulis pesan Anda, atau pilih sedikitnya satu berkas.
fault-form-old = Formulir ini sudah terlalu lama dibuka sehingga tidak dapat dikirim begitu saja. Formulir sudah diperbarui. Mohon tekan kirim sekali lagi.
fault-busy = Saat ini belum dapat disimpan. Mohon tekan kirim lagi beberapa menit kemudian.

## Receipt
receipt-heading = Laporan Anda sudah disimpan
receipt-for = Terkunci untuk petugas: { $body }
receipt-added = Ini ditambahkan ke laporan yang sudah dikirim dari formulir ini.
receipt-write = Catat ini
# safety-critical
receipt-once = Simpan baik-baik. Setelah Anda keluar dari sini, kami tidak dapat menampilkannya lagi, dan tanpa ini tidak ada yang dapat membukakan jalan masuk bagi Anda.
receipt-digits = Tanda terima Anda dalam bentuk digit
receipt-words = Tanda terima yang sama dalam kata
receipt-either = Salah satu saja cukup. Keduanya kunci yang sama.
receipt-keep = Cara menyimpannya
# safety-critical
receipt-keep-paper = Di kertas di tempat aman, atau dalam ingatan. Jangan difoto dengan ponsel kantor, jangan dalam surel atau obrolan.
# safety-critical
receipt-keep-finder = Siapa pun yang menemukannya dapat melihat bahwa Anda melapor dan kapan, membaca jawaban, menulis atas nama Anda, dan meminta penghapusan. Ia tidak dapat membuka laporan atau berkas Anda.
receipt-proves = Apa yang dibuktikannya
# safety-critical
receipt-proves-text = Kata-kata ini membuktikan bahwa Anda melapor, bagi Anda dan bagi siapa pun yang menemukannya. Sebuah tanda dari laporan Anda disimpan untuk daftar terbuka. Server ini belum menerbitkan daftar itu. Sebelum diterbitkan, hanya server ini yang dapat menunjukkan bahwa laporan Anda sudah tiba.
# safety-critical
receipt-proves-here = Setelah daftar itu diterbitkan, daftar itu menunjukkan bahwa laporan Anda sudah tiba, apa pun yang terjadi pada server ini.
# safety-critical
receipt-proves-limit = Setelah daftar itu diterbitkan: karena server ini yang membuat tanda terima Anda, daftar itu hanya menunjukkan bahwa server yang jujur ketika Anda mengirim tidak menyembunyikan laporan itu kemudian.
receipt-back = Kapan kembali ke sini
receipt-back-read = Paling lambat { $date }: bahwa laporan Anda sudah dibaca.
receipt-back-done = Paling lambat { $date }: apa yang telah dilakukan.
receipt-back-sooner = Pertanyaan dari petugas mungkin sudah ada lebih awal. Jawaban yang tidak Anda baca dihapus setelah kira-kira setengah tahun.
receipt-written = Saya sudah mencatatnya
receipt-skip = Lewati pemeriksaan dan selesai

## Check of the receipt
check-heading = Periksa catatan Anda
check-lead = Ketik dua kelompok digit Anda. Dengan begitu jelas bahwa Anda dapat kembali.
check-group = Kelompok { $number }
check-do = Periksa
check-show = Tampilkan tanda terima lagi
check-wrong = Kelompok { $number } tidak benar. Bandingkan sekali lagi dengan catatan Anda.
checked-heading = Benar
checked-text = Anda dapat kembali dengan tanda terima ini kapan saja.
checked-now = Sekarang tutup jendela ini. Jika orang lain memakai perangkat ini, hapus juga riwayat peramban.

## Coming back
return-heading = Periksa laporan saya
return-label = Tanda terima Anda
return-hint = 42 digit atau 12 kata. Spasi dan huruf besar tidak berpengaruh; angka dalam aksara Anda juga boleh.
return-do = Lanjutkan
# safety-critical
return-level = Server kami melihat tanda terima Anda dan jawabannya sesaat, lalu melupakannya.
# safety-critical
return-level-b = Peramban Anda yang membuka jawabannya. Server kami tidak melihat tanda terima Anda maupun isi jawabannya, kecuali jika situs ini sendiri telah diubah untuk menyerang Anda.
return-lost = Jika tanda terima hilang, tidak ada yang dapat membukanya lagi. Anda dapat membuat laporan baru.
fault-receipt-empty = Ketik tanda terima Anda.
fault-receipt-word = “{ $word }” bukan kata yang dipakai dalam tanda terima. Mohon bandingkan dengan catatan Anda.
fault-receipt-length = Tanda terima terdiri dari 42 digit atau 12 kata. Mohon hitung lagi.
fault-receipt-check = Salah satu digit atau kata keliru. Mohon bandingkan dengan catatan Anda.

## Answer page
answer-heading = Laporan Anda
answer-status = Status
answer-status-since = Sejak { $date }.
status-received = Diterima. Belum ada petugas yang menjawab.
status-answered = Seorang petugas sudah menjawab.
status-closed = Ditutup. Anda tetap dapat membaca dan menulis di sini.
answer-silence = Tidak ada jawaban sampai { $date }, hari yang dijanjikan kepada Anda.
answer-silence-means = Itu dianggap sebagai penolakan, dan tercatat dalam catatan kantor apa pun jawaban yang datang kemudian. Anda boleh meminta peninjauan
answer-silence-until = sampai { $date }.
# safety-critical
answer-notice = Seorang petugas mengusulkan pada { $date } untuk menghapus laporan Anda.
# safety-critical
answer-notice-from = Mulai { $date } laporan itu boleh dihapus selamanya, jika petugas kedua setuju.
# safety-critical
answer-notice-means = Jika Anda tidak menginginkannya, tulis pesan di sini sebelum itu. Apa pun yang Anda kirim menghentikannya; alasan tidak perlu.
answer-unknown = Tidak ada laporan dengan tanda terima ini. Mungkin tidak pernah terkirim, atau sudah dihapus.
answer-unknown-next = Tanda terimanya sendiri ditulis dengan benar. Jika Anda yakin pernah mengirim laporan, mungkin laporan itu tidak tersimpan; mohon kirim lagi.
answer-messages = Jawaban dari petugas
answer-none = Belum ada jawaban.
answer-mismatch = Jawaban ini berbeda dari salinan yang disimpan petugas. Tanyakan kepada mereka.
answer-unreadable = Jawaban ini tidak dapat dibuka di sini. Mungkin sebagian rusak. Beri tahu petugas.
answer-long = Jawaban ini terlalu panjang untuk halaman ini.
answer-whole = Baca jawaban ini
answer-whole-files = Lihat seluruh jawaban dan berkasnya
whole-heading = Jawaban dari petugas
whole-files = Berkas yang menyertainya
# safety-critical
whole-files-hint = Berkas yang Anda simpan tetap ada di perangkat ini sampai Anda menghapusnya. Siapa pun yang mengawasi sambungan dapat melihat besarnya. Berkas disimpan dengan nama yang tidak berarti apa-apa.
whole-files-damaged = Berkas jawaban ini tidak dapat dibuka di sini. Mungkin sebagian rusak. Beri tahu petugas.
whole-file-save = Simpan berkas ini
answer-files-open = Buka berkasnya
answer-older = Jawaban lebih lama
answer-newer = Jawaban lebih baru
answer-own = Pesan Anda sendiri tidak ditampilkan. Setelah terkunci, server ini pun tidak dapat membacanya.
message-heading = Tulis lagi
message-label = Pesan Anda
message-hint = Apakah terjadi sesuatu pada Anda karena hal ini? Tulis juga di sini. Ada tempat untuk sekitar { $latin } huruf Latin, atau { $other } huruf aksara seperti Khmer, Lao, atau Thai.
message-send = Kirim pesan
files-heading = Tambah berkas
files-send = Kirim berkas
files-note = Berkas apa ini?
deletion-open = Minta penghapusan
deletion-due = Anda meminta penghapusan pada { $date }.

## What became of files
cleaned-heading = Data tersembunyi dalam berkas Anda
cleaned-counted = Berkas dihitung menurut urutan pengirimannya. Nama berkas, dan apa yang terlihat di dalamnya, tetap seperti semula.
cleaned-file = Berkas { $numbers }:
cleaned-files = Berkas { $numbers }:
cleaned-removed = Dihapus: { $what }.
# safety-critical
cleaned-left = Masih ada di dalamnya: { $what }.
cleaned-nothing = Tidak ditemukan data tersembunyi.
# safety-critical
cleaned-unchanged-damaged = Dikirim apa adanya, karena rusak atau dibuat dengan cara yang tidak biasa.
# safety-critical
cleaned-unchanged-encrypted = Dikirim apa adanya, karena dikunci dengan kata sandi.
# safety-critical
cleaned-unchanged-signed = Dikirim apa adanya, karena memuat tanda tangan digital.
# safety-critical
cleaned-unchanged-too-large = Dikirim apa adanya, karena terlalu besar.
# safety-critical
cleaned-unchanged-unknown-format = Dikirim apa adanya, karena jenis berkas ini tidak dikenal di sini.
trace-attachment = berkas lain di dalamnya
trace-author = siapa pembuatnya
trace-comment = catatan
trace-company = sebuah organisasi
trace-device = sebuah perangkat
trace-earlier-version = versi sebelumnya
trace-hidden-part = bagian yang tidak ditampilkan
trace-identifier = nomor yang menghubungkannya dengan berkas lain
trace-location = tempat pembuatannya
trace-not-looked-into = bagian yang tidak dapat diperiksa
trace-path = sebuah folder atau server
trace-serial = nomor seri sebuah perangkat
trace-software = program pembuatnya
trace-tag = keterangan lain
trace-thumbnail = salinan kecil dari gambar atau halaman
trace-time = waktu pembuatan atau perubahannya
trace-title = judul atau kata kunci
trace-tracked-changes = tulisan terhapus yang masih dapat dibaca

## After writing again
sent-heading = Pesan Anda sudah disimpan
sent-files-heading = Berkas Anda sudah disimpan
sent-review-heading = Permintaan peninjauan Anda sudah disimpan
sent-text = Petugas laporan Anda kini dapat membukanya. Anda kembali dengan tanda terima yang sama.
sent-back = Kembali ke laporan saya

## Deletion
review-open = Minta peninjauan
# safety-critical
review-means = Anda meminta kantor melihat lagi apa yang diputuskannya, atau yang tidak diputuskannya. Permintaan Anda dikunci seperti pesan, jadi hanya petugas laporan Anda yang dapat membacanya. Catatan kantor menunjukkan bahwa Anda meminta, bukan alasannya.
review-when = Kantor harus menjawab Anda dalam { $time }. Jika perkara sudah ditutup, yang menjawab adalah orang yang tidak ikut menutupnya.
review-ground = Tentang apa?
review-ground-choose = Pilih satu
review-ground-no_action = Laporan saya tidak akan ditindaklanjuti
review-ground-delay = Terlalu lama, atau tidak ada yang menjawab
review-ground-refused_protection = Perlindungan ditolak, dikurangi, atau dihentikan
review-ground-confidentiality = Sesuatu yang harus dirahasiakan ternyata bocor
review-ground-info_refused = Pertanyaan saya tidak dijawab
review-ground-conflict = Orang yang menanganinya tidak netral
review-ground-data_rights = Perbaikan, akses, atau penghapusan ditolak
review-ground-coding_dispute = Laporan saya dicatat sebagai hal yang bukan semestinya
review-text = Hal lain yang perlu mereka ketahui
review-send = Minta peninjauan
deletion-heading = Minta penghapusan
deletion-now = Jawaban yang disimpan di sini untuk Anda dihapus segera, begitu pula apa yang disimpan para penjaga tentang nama Anda.
deletion-later = Laporan itu sendiri baru dihapus jika dua petugas setuju, setelah pemberitahuan 30 hari yang dapat Anda baca di sini. Jika dalam waktu itu Anda berubah pikiran, tulis pesan: keberatan Anda yang berlaku.
# safety-critical
deletion-limit = Apa yang sudah dibaca atau disalin petugas tidak dapat ditarik kembali, dan tanda dalam daftar terbuka tetap ada. Tanda itu tidak menunjukkan siapa Anda.
deletion-do = Minta penghapusan sekarang
deletion-keep = Simpan laporan saya
deletion-done-heading = Permintaan Anda sudah disimpan
deletion-done = Jawaban yang disimpan untuk Anda sudah dihapus. Petugas diberi tahu bahwa Anda ingin laporan itu dihapus.

## Asking for protection
protection-heading = Perlindungan
protection-lead = Apakah ada yang mengancam atau menghukum Anda atau orang dekat Anda, atau Anda khawatir hal itu terjadi? Anda dapat meminta kantor melindungi Anda. Keluarga, kelompok, atau seluruh masyarakat juga dapat meminta.
protection-open = Minta perlindungan
# safety-critical
protection-means = Permintaan Anda dikunci seperti pesan, jadi hanya petugas laporan Anda yang dapat membacanya. Komputer kantor dan catatannya menunjukkan bahwa Anda meminta perlindungan, bukan untuk siapa atau mengapa. Tidak seorang pun perlu menyebut nama di sini; beberapa tindakan mungkin memerlukannya nanti, dan petugas mengatakannya lebih dahulu.
protection-when = Kantor melihatnya sebelum hal lain, dan memberi tahu Anda keputusannya dalam { $time }. Jika sampai saat itu tidak ada kabar, hal itu dianggap penolakan, dan Anda dapat meminta peninjauan.
protection-emergency = Ada yang sedang dalam bahaya sekarang
protection-applicant = Siapa yang memerlukan perlindungan?
protection-for-individual = Saya, atau satu orang lain
protection-for-family = Keluarga atau rumah tangga
protection-for-informal_group = Kelompok tanpa badan resmi, misalnya panitia atau kampanye
protection-for-organisation = Organisasi, redaksi, atau serikat pekerja
protection-for-community = Masyarakat yang tinggal di satu tempat
protection-for-indigenous_people = Masyarakat adat
protection-for-social_group = Kelompok minoritas, atau orang dengan pekerjaan atau asal yang sama
protection-size = Kira-kira berapa orang?
protection-size-n1 = 1
protection-size-n2_9 = 2 sampai 9
protection-size-n10_49 = 10 sampai 49
protection-size-n50_249 = 50 sampai 249
protection-size-n250_999 = 250 sampai 999
protection-size-n1000p = 1.000 atau lebih
protection-size-unk = Saya tidak tahu
protection-target = Apa yang membuat mereka menjadi sasaran?
protection-target-hint = Pilih yang sesuai. Yang penting adalah apa yang dilakukan: tidak seorang pun harus menjadi korban atau saksi dalam suatu perkara.
protection-as-wb-citizen = Melaporkan pelanggaran
protection-as-wit-witness = Menjadi saksi
protection-as-vic-victim = Dirugikan oleh hal yang dilaporkan
protection-as-hrd-defender = Membela hak asasi manusia
protection-as-hrd-land_env = Membela tanah atau lingkungan
protection-as-hrd-indigenous = Membela hak masyarakat adat
protection-as-med-journalist = Jurnalisme
protection-as-uni-trade_unionist = Kegiatan serikat pekerja
protection-as-com-leader = Berbicara atas nama masyarakat
protection-as-sup-relative = Keluarga atau orang dekat dari yang terancam
protection-as-sup-facilitator = Membantu orang lain melapor
protection-as-mis-mistaken = Seseorang salah mengira mereka melapor
protection-fear = Apa yang terjadi, dan apa yang Anda takutkan?
protection-fear-hint = Siapa yang mengancam, bagaimana, dan sejak kapan. Apa yang membuat Anda lebih aman, dan apa yang memperburuk? Jangan tulis tempat persembunyian yang tidak perlu diketahui siapa pun selain Anda.
protection-wish = Apa yang akan membantu?
protection-wish-conf = Tidak ada yang tahu siapa orangnya
protection-wish-phys = Keamanan di rumah dan di jalan
protection-wish-relo = Tempat aman di lain tempat
protection-wish-legal = Bantuan hukum, atau bantuan menghadapi gugatan
protection-wish-emp = Mempertahankan atau mendapatkan kembali pekerjaan
protection-wish-fin = Uang untuk hal yang mendesak
protection-wish-psy = Teman bicara, atau perawatan medis
protection-wish-dig = Bantuan untuk telepon dan akun
protection-wish-col = Perlindungan untuk kami semua bersama
protection-wish-pub = Dukungan terbuka
protection-consent = Bagaimana kelompok menyetujui ini?
protection-consent-when = untuk kelompok
protection-consent-hint = Misalnya: kami memutuskannya dalam rapat; dua orang ini boleh berbicara untuk kami. Jangan tulis nama yang tidak diperlukan petugas. Jika ada yang sedang dalam bahaya, ini dapat menyusul.
protection-send = Minta perlindungan
sent-protection-heading = Permintaan perlindungan Anda sudah disimpan
fault-protection-applicant = Pilih siapa yang memerlukan perlindungan.
fault-protection-target = Pilih apa yang membuat mereka menjadi sasaran.
fault-protection-fear = Tulis apa yang terjadi, atau apa yang Anda takutkan.
fault-protection-consent = Tulis bagaimana kelompok menyetujui ini, atau tandai bahwa ada yang sedang dalam bahaya.

## Logging what was done to somebody
incident-heading = Apa yang dilakukan terhadap seseorang karena hal ini
incident-lead = Apakah ada yang diancam, dihukum, digugat, atau diserang karena hal ini, atau hampir? Anda dapat mencatatnya di sini: tentang diri Anda, orang lain, keluarga, kelompok, atau seluruh masyarakat. Anda dapat kembali dan mencatat lagi selama laporan Anda disimpan.
incident-open = Catat apa yang dilakukan
# safety-critical
incident-means = Catatan Anda dikunci seperti pesan, jadi hanya petugas laporan Anda yang dapat membacanya. Siapa yang dapat membacanya selagi dikirim tertulis pada tombol. Setelah terkunci, komputer kantor tahu bahwa Anda mencatat sesuatu dan pada hari apa, bukan apa, terhadap siapa, atau oleh siapa. Tidak ada yang diumumkan dari sini. Catatan ini bukan permintaan perlindungan: itu Anda lakukan di halaman laporan Anda.
incident-one = Satu catatan adalah tentang satu orang atau satu kelompok. Jika ada yang lain yang juga terkena, buat catatan lain.
incident-act = Apa yang dilakukan?
incident-act-hint = Ancaman dan percobaan juga dihitung. Jika lebih dari tiga hal dilakukan, buat catatan lain.
incident-kind = Apa itu
incident-kind-also = Dan juga
incident-done = Sampai sejauh mana
incident-done-hint = Ancaman yang tidak dilaksanakan adalah “Diancamkan”.
incident-kind-life = Terhadap nyawa
incident-kind-liberty = Terhadap kebebasan
incident-kind-integrity = Terhadap tubuh dan jiwa
incident-kind-threat = Ancaman
incident-kind-harass = Pelecehan dan gangguan
incident-kind-surveil = Pengintaian dan penyadapan
incident-kind-digital = Terhadap akun, situs, dan sambungan
incident-kind-property = Terhadap rumah, barang, dan uang
incident-kind-movement = Terhadap kebebasan bergerak
incident-kind-legal = Oleh pengadilan dan pihak berwenang
incident-kind-org = Terhadap organisasi
incident-kind-expression = Terhadap kebebasan berpendapat dan informasi
incident-kind-assembly = Terhadap kebebasan berkumpul
incident-kind-work = Di tempat kerja
incident-kind-community = Terhadap masyarakat
incident-kind-relatives = Terhadap keluarga
incident-kind-impunity = Dengan pembiaran
incident-kind-other = Lainnya
incident-unit = Terhadap siapa?
incident-to-person = Saya, atau satu orang lain
incident-size-hint = Satu orang dihitung satu tanpa jawaban di sini.
incident-for-report-external_acc = Melapor ke lembaga antikorupsi
incident-for-report-internal = Melapor di dalam organisasi
incident-for-report-public = Memberi tahu media atau masyarakat luas
incident-for-testimony-witness = Menjadi saksi
incident-for-support-facilitator = Membantu orang lain melapor
incident-for-hrd-advocacy = Membela hak asasi manusia
incident-for-hrd-land_environment = Membela tanah atau lingkungan
incident-for-hrd-monitoring = Mendokumentasikan apa yang dilakukan terhadap orang
incident-for-media-journalism = Jurnalisme
incident-for-speech-criticism = Kritik, daring atau di tempat lain
incident-for-assembly-protest = Ikut serta dalam unjuk rasa
incident-for-union-activity = Kegiatan serikat pekerja
incident-for-legal-litigation = Maju ke pengadilan untuk orang lain, atau membantu mereka
incident-for-community-consultation = Berbicara atas nama masyarakat, atau menolak persetujuannya
incident-for-perceived = Seseorang salah mengira mereka melakukan salah satunya
incident-for-unknown = Saya tidak tahu
incident-began = Kapan terjadi, atau kapan mulai?
incident-ended = Kapan berakhir, jika berlangsung lama?
incident-date-hint = Sejauh yang Anda tahu: tahun saja cukup, dan kosong pun boleh. Tahun menurut kalender umum, misalnya 2026.
incident-day = Hari
incident-month = Bulan
incident-year = Tahun
incident-ongoing = Masih berlangsung
incident-sure = Seberapa pasti tanggalnya?
incident-sure-yes = Saya yakin
incident-sure-about = Kira-kira benar
incident-sure-no = Saya tidak yakin
incident-sure-neither = Kira-kira benar, dan saya tidak yakin
incident-place = Di mana?
incident-place-hint = Kabupaten atau provinsi sering sudah cukup. Jangan tulis alamat yang tidak diperlukan petugas.
incident-online = Dilakukan secara daring atau lewat telepon
incident-abroad = Dilakukan oleh seseorang di negara lain, atau menjangkau negara lain
incident-by = Siapa yang melakukannya?
incident-narrative = Apa yang terjadi?
incident-narrative-hint = Dengan kata-kata Anda sendiri. Jangan tulis nama yang tidak diperlukan petugas.
incident-number = Apakah ini berkaitan dengan sesuatu yang Anda catat sebelumnya?
incident-number-hint = Nomor yang ditampilkan kepada Anda waktu itu.
incident-relation = Hubungan keduanya: yang ini, terhadap yang itu
incident-send = Catat ini
sent-incident-heading = Catatan Anda sudah disimpan
incident-kept-number = Nomornya { $number }.
incident-kept-keep = Simpan nomor ini jika nanti Anda mungkin mencatat sesuatu yang berkaitan. Tanpa tanda terima Anda, nomor ini tidak berguna bagi siapa pun.
incident-again = Catat hal lain
fault-incident-act = Pilih apa yang dilakukan.
fault-incident-completion = Pilih sampai sejauh mana, untuk setiap hal yang dilakukan.
fault-incident-unit = Pilih terhadap siapa hal itu dilakukan.
fault-incident-size = Pilih kira-kira berapa orang. “Saya tidak tahu” juga jawaban.
fault-incident-activity = Pilih apa yang membuat mereka menjadi sasaran. “Saya tidak tahu” juga jawaban.
fault-incident-relation = Pilih hubungannya dengan yang Anda catat sebelumnya, atau kosongkan nomornya.
fault-incident-code = Daftar tidak mengenal “{ $word }”. Pilih lagi.
fault-incident-old = Sebuah pilihan tidak dipakai lagi; “{ $word }” menggantikannya. Pilih lagi.
fault-incident-many = Itu lebih banyak daripada yang dapat dimuat satu catatan. Kurangi, lalu buat catatan lain.
fault-incident-one = Satu orang bukan beberapa orang. Pilih kelompok, atau kosongkan jumlah orangnya.
fault-incident-date = Tulis tanggal dengan tahun, dan dengan bulan jika ada hari, semuanya dengan angka.
fault-incident-calendar = Kalender tidak memiliki hari itu. Periksa lagi hari dan bulannya.
fault-incident-year = Tulis tahun dengan empat angka menurut kalender umum, mulai dari 1900.
fault-incident-backwards = Berakhir sebelum mulai. Tukar kedua tanggalnya.
fault-incident-ahead = Hari itu belum tiba. Periksa lagi tahunnya: menurut kalender umum, misalnya 2026.
fault-incident-number = Anda belum mencatat apa pun di bawah nomor itu. Periksa lagi nomornya, atau kosongkan.

## Parcel
parcel-heading = Serahkan paket terkunci
parcel-lead = Untuk laporan yang Anda kunci di komputer sendiri, tanpa sambungan.
# safety-critical
parcel-how = Anda memerlukan program pengunci dan berkas kepercayaan dari kantor ini. Dapatkan keduanya dari kantor itu, atau dari orang yang Anda percaya, dan jangan lewat jaringan kantor Anda.
# safety-critical
parcel-level = Situs ini tidak dapat membacanya, bahkan saat sedang dikirim.
parcel-label = Pilih berkas paket
parcel-hint = Paling besar { $size }.
parcel-do = Serahkan paket
parcel-done-heading = Paket Anda sudah disimpan
parcel-done = Simpan tanda terima yang ditampilkan komputer Anda ketika mengunci paket. Dengan itu Anda kembali.
parcel-number = Nomor paket
mailbox-heading = Ambil jawaban tanpa mengetik tanda terima
# safety
mailbox-how = Komputer Anda sendiri mengubah tanda terima menjadi nomor kotak surat. Ketik nomor itu di sini, bawa berkas yang Anda dapat ke komputer itu, lalu buka di sana. Panjang berkas selalu sama, ada jawaban atau tidak.
mailbox-label = Nomor kotak surat
mailbox-hint = 32 huruf dan angka, ditampilkan oleh program pengunci.
mailbox-do = Ambil berkas terkunci
# safety
mailbox-level = Situs ini tidak dapat membaca jawaban, dan tidak mengetahui tanda terima Anda.
part-how = Jawaban panjang, atau berkas yang menyertainya, diambil terpisah. Program pengunci Anda menampilkan nomornya.
part-label = Nomor jawaban atau berkasnya
part-do = Ambil dalam keadaan terkunci
parcel-again = Menyerahkan paket yang sama dua kali tidak apa-apa: Anda mendapat halaman ini lagi.

## The officers' desk
desk-heading = Petugas: masuk
desk-needs-script = Halaman ini memerlukan JavaScript: laporan dibuka di peramban Anda, dan tidak di tempat lain. Untuk bekerja tanpa itu, pakailah program stasiun di komputer Anda sendiri.
desk-not-built = Server ini tidak memiliki program untuk peramban Anda, jadi kasus tidak dapat dibuka di sini. Pakailah program stasiun di komputer Anda sendiri.
desk-account = Nama akun Anda
desk-passphrase = Frasa sandi Anda
# safety-critical
desk-passphrase-hint = Tujuh kata. Kata-kata itu tetap di peramban ini; server tidak pernah menerimanya.
desk-code = Kode
desk-code-hint = Enam angka dari aplikasi Anda, atau salah satu kode pemulihan Anda. Untuk memakai kunci sandi, biarkan kosong.
desk-sign-in = Masuk
# safety-critical
desk-sign-in-level = Peramban Anda yang membuka laporan, dan server ini tidak dapat membacanya. Ini berlaku kecuali situs ini sendiri telah diubah untuk menyerang Anda.
desk-locked = Meja kerja terkunci. Yang tadi terbuka sudah hilang dari peramban ini. Silakan masuk lagi.
desk-passphrase-show = Tampilkan yang saya ketik
desk-busy = Tunggu sebentar …
desk-who = Masuk sebagai { $name }
desk-home = Semua kasus saya
desk-lock = Kunci
desk-inbox = Kasus saya
desk-none = Tidak ada kasus yang menunggu Anda. Kasus muncul di sini begitu tiba laporan yang hanya dapat dibuka oleh Anda dan beberapa petugas lain.
desk-more = Kasus lainnya
desk-memory-first = Meja kerja ini belum mengingat daftar petugas untuk Anda. Itu wajar pada pemakaian pertama, dan tidak pernah lagi sesudahnya: jika ini bukan yang pertama, jangan lanjutkan, dan beri tahu mereka yang menandatangani daftar itu.
desk-memory-broken = Yang diingat meja kerja ini untuk Anda tidak dapat dibuka: itu milik orang lain atau telah diubah. Ingatan dimulai dari awal. Beri tahu pengelola server ini, dan bandingkan daftar petugas dengan rekan sebelum Anda membuka kasus bagi siapa pun. Jika Anda baru saja mendapat kunci baru, itulah sebabnya.
desk-memory-rolled-back = Yang diingat meja kerja ini untuk Anda lebih lama daripada catatannya tentang kasus Anda, atau hilang: server ini mungkin menaruh salinan lama sebagai gantinya. Beri tahu mereka yang menandatangani daftar petugas.
desk-dockets-refused = Catatan meja kerja ini tentang { $count } kasus Anda tidak dapat dibuka: itu milik orang lain atau telah diubah. Catatan itu disisihkan dan dibuat ulang dari kasusnya sendiri.
desk-find = Cari kasus
desk-find-hint = Kata dari judul, atau huruf dari nomornya. Hanya peramban ini yang mengetahui apa yang Anda cari.
desk-order = Urutan
desk-order-urgent = Paling mendesak lebih dulu
desk-order-newest = Diterima terakhir lebih dulu
desk-order-oldest = Diterima pertama lebih dulu
desk-order-due = Tenggat terdekat
desk-order-activity = Terakhir ditambah lebih dulu
desk-find-body = Dikirim ke
desk-find-any = Semua
desk-find-do = Cari
desk-found-all = { $found } ditemukan. Semua kasus Anda telah dilihat: { $total }.
desk-found-some = { $found } ditemukan sejauh ini. { $known } dari { $total } kasus Anda telah dilihat.
desk-found-many = { $found } ditemukan sejauh ini. { $known } kasus Anda telah dilihat; ada lebih dari { $total }.
desk-find-rest = Lihat juga sisanya
desk-back = Kasus sebelumnya
desk-card-waiting = Kartu ini belum terbuka
desk-last = terakhir ditambah
desk-card-files = Hanya berkas
desk-card-closed = Judul kasus ini tidak dapat dibuka dengan kunci Anda
desk-case = Kasus
desk-sent = Jawaban Anda tersimpan. Pelapor membacanya dengan tanda terima.
# safety-critical
desk-sent-referred = Jawaban Anda tersimpan. Petugas yang memegang kasus itu di badan perujuk membacanya.
desk-contents = Di halaman ini
desk-entries = Percakapan
desk-facts = Yang diketahui
desk-received = Diterima
desk-level = Tempat laporan dikunci
desk-level-a = Tanpa jaringan apa pun, oleh program milik pelapor
desk-level-b = Di peramban pelapor
desk-level-c = Di memori server, yang melihatnya sesaat
desk-level-referred = Di peramban petugas yang merujuknya
desk-basis = Dasar laporan
desk-basis-saw = Pelapor melihat atau mendengarnya sendiri.
desk-basis-document = Pelapor memegang dokumen atau rekaman.
desk-basis-told = Pelapor diberi tahu orang lain.
desk-when = Kapan
desk-where = Di mana
desk-people = Siapa yang terlibat
desk-reprisal = Ancaman dan hukuman sejauh ini
# safety-critical
desk-excluded = Tidak boleh melihat ini
desk-holders = Siapa yang dapat membuka kasus ini
# safety-critical
desk-few = Kurang dari dua petugas yang bertugas dapat membuka kasus ini.
# safety-critical
desk-few-means = Jika Anda kehilangan kunci atau frasa sandi Anda, tidak ada yang dapat membukanya lagi: tidak ada kunci cadangan. Beri akses kepada rekan yang tidak dikecualikan siapa pun.
desk-few-mark = Kurang dari dua yang dapat membuka
desk-reporter = Pelapor
desk-reporter-referred = Badan perujuk
# safety-critical
desk-deletion = Pelapor meminta penghapusan.
# safety-critical
desk-deletion-referred = Badan perujuk meminta penghapusan.
# safety-critical
desk-exclusion = Dikecualikan dari kasus ini, dan tidak ada yang dapat memberi mereka akses: { $officers }
desk-hand-over-entry = Menyerahkan kasus ini kepada { $officers } dan meninggalkannya.
desk-recusal = Menolak kasus ini karena konflik kepentingan. Tidak ada yang dapat memberi petugas ini akses lagi.
desk-review = Pelapor meminta peninjauan:
desk-review-referred = Badan perujuk meminta peninjauan:
# safety-critical
desk-unreadable = Ada kiriman yang tidak dapat dibuka atau tidak ditandatangani pengirimnya. Jangan mengandalkannya.
# safety-critical
desk-gap-reporter = Ada kiriman pelapor yang hilang atau ditukar.
# safety-critical
desk-gap-referred = Ada kiriman badan perujuk yang hilang atau ditukar.
# safety-critical
desk-gap-officer = Ada kiriman { $name } yang hilang atau ditukar.
# safety-critical
desk-lacks-files = Berkasnya hilang atau ditukar.
desk-files = Berkas, terkunci: { $size }
# safety-critical
desk-files-warning = Berkas ini berasal dari orang yang tidak dikenal. Bukalah dengan penampil yang tidak menjalankan apa pun, di komputer yang tidak menyimpan hal lain. Yang Anda simpan tetap ada di perangkat ini sampai Anda menghapusnya.
desk-files-open = Buka daftar berkas
desk-file-show = Tampilkan di sini
desk-pages-back = Halaman sebelumnya
desk-pages-on = Halaman berikutnya
desk-pages-place = Halaman { $page } dari { $count }
desk-pages-larger = Lebih besar
desk-pages-hint = Digambar sebagai gambar. Tautan, skrip, dan lampiran di dalamnya tidak berfungsi di sini.
desk-due = tenggat
desk-due-soon = Segera jatuh tempo:
desk-count-overdue = Lewat tenggat: { $overdue }.
desk-count-soon = Jatuh tempo dalam { $days } hari: { $soon }.
desk-overdue = Lewat tenggat sejak
desk-promised = Dijanjikan kepada pelapor paling lambat
desk-promised-referred = Dijanjikan kepada badan perujuk paling lambat
desk-plan = Rencana
desk-planned = Rencana tersimpan.
desk-priority = Prioritas
desk-priority-high = Tinggi
desk-priority-normal = Biasa
desk-priority-low = Rendah
desk-due-label = Tenggat
desk-due-hint = Server melihat prioritas dan hari, bukan alasannya. Yang sudah dijanjikan tetap dijanjikan.
desk-plan-do = Simpan rencana
desk-acts = Yang dilakukan petugas dalam kasus ini
desk-acts-entered = Catatan ini mengatakan hal lain tentang siapa yang memasukkan laporan daripada laporan itu sendiri, sebagaimana ditandatangani petugas itu. Beri tahu pengelola server dan auditor.
desk-acts-hint = Hari dan tindakan, tidak pernah isi tulisan. Tidak seorang pun dapat mengubahnya kemudian tanpa terlihat.
desk-record = Catatan tindakan
desk-record-lead = Siapa melakukan apa, pada hari apa; tidak pernah isi tulisan. Di sini Anda tidak membuka kasus apa pun.
desk-record-whole = Tindakan: { $acts }. Kasus: { $cases }. Setiap tindakan menyebut yang sebelumnya: tidak ada yang diubah, dibuang, atau disisipkan.
desk-record-broken = Catatan ini tidak utuh ({ $what }). Ada tindakan yang diubah, dibuang, atau disisipkan. Simpan apa adanya, dan beri tahu pengawas kantor ini.
desk-record-gathered = Catat sidik ini, atau bandingkan dengan yang pernah Anda catat. Sidik ini mencakup semuanya hingga
desk-record-acts = Tindakan
desk-threads = Janji yang tidak ditepati
desk-threads-hint = Kasus yang di dalamnya dijanjikan sesuatu yang sudah lewat beberapa hari. Hanya ini yang Anda lihat darinya.
desk-late-reviews = Peninjauan tanpa jawaban
desk-late-reviews-hint = Peninjauan diminta, dan tidak ada yang menyelesaikannya sampai hari yang dijanjikan. Anda tidak melihat lebih dari ini.
desk-late-reviews-none = Tidak ada peninjauan yang terlambat.
desk-late-more = Masih ada lagi. Ini yang paling lama menunggu.
desk-threads-none = Tidak ada.
desk-thread-holders = petugas aktif yang dapat membukanya: { $count }
desk-thread-nobody = tidak ada petugas aktif yang dapat membukanya
desk-record-find = Cari tindakan
desk-record-find-hint = Nama, atau huruf nomor kasus. Hanya peramban ini yang tahu apa yang Anda cari. Yang ditampilkan 300 terakhir.
desk-record-save = Simpan seluruh catatan
desk-act-unknown = Seseorang
desk-act-keeper = Pengelola server
desk-act-account-opened = membuka sebuah akun
desk-act-account-locked = mengunci sebuah akun
desk-act-account-unlocked = membuka kunci sebuah akun
desk-act-answered = menjawab pengirim laporan
desk-act-declined = melepaskan kasus karena konflik kepentingan
desk-act-excluded = mengecualikan seseorang dari kasus
desk-act-files-fetched = membuka berkas
desk-act-forgotten = membuat kasus dilupakan, dengan petugas kedua
desk-act-granted = mengizinkan rekan membuka kasus
desk-act-handed-over = menyerahkan kasus kepada rekan dan meninggalkannya
desk-act-invited = mengundang petugas ke meja kerja
desk-act-noted = menambahkan sesuatu ke kasus
desk-act-opened = membuka kasus
desk-act-passkey-added = menambahkan kunci sandi
desk-act-passkey-removed = menghapus kunci sandi
desk-act-planned = menetapkan prioritas atau tenggat
desk-act-record-read = membaca catatan ini
desk-act-refused = meminta kasus yang tidak ada bagi petugas ini
desk-act-review-asked = mencatat bahwa pengirim laporan meminta peninjauan
desk-act-rewrapped = menyegel akses sendiri ke kasus dengan kunci lain
desk-act-signed-in = masuk
desk-act-sign-in-failed = gagal masuk ke sebuah akun, pada hari ini atau sehari sebelumnya
desk-act-silent = mencatat bahwa tidak ada jawaban sampai hari yang dijanjikan, yang dianggap sebagai penolakan
desk-act-status-set = menyatakan sampai di mana pekerjaan
desk-reply = Jawab pelapor
desk-reply-referred = Jawab badan perujuk
desk-reply-label = Jawaban Anda
# safety-critical
desk-reply-hint = Jangan menulis apa pun yang dapat menunjukkan kepada orang lain siapa pelapornya. Ada ruang untuk kira-kira 60.000 huruf Latin.
desk-going = Berkas Anda sedang dikunci dan dikirim: { $done } dari 100.
desk-waiting = Saat ini tidak ada sambungan. Pengiriman berlanjut sendiri ketika sambungan kembali: biarkan halaman ini terbuka.
desk-reply-files-hint = Pelapor menyimpannya dengan tanda terima. Berkas membawa data tersembunyi seperti nama dan tempat. Selama berkas dikirim, halaman ini tidak mengunci diri; sepuluh menit setelah sampai, halaman mengunci diri.
desk-reply-files-hint-referred = Di meja badan perujuk terlihat bahwa ada berkas, tetapi berkas itu tidak dapat dibuka di sana: tuliskan isinya. Berkas membawa data tersembunyi seperti nama dan tempat. Selama berkas dikirim, halaman ini tidak mengunci diri; sepuluh menit setelah sampai, halaman mengunci diri.
desk-reply-send = Kirim jawaban
# safety-critical
desk-reply-level = Peramban Anda menguncinya untuk pelapor dan untuk kasus ini. Server ini tidak dapat membacanya, kecuali situs ini sendiri telah diubah untuk menyerang Anda.
# safety-critical
desk-reply-level-referred = Peramban Anda menguncinya untuk badan perujuk dan untuk kasus ini. Server ini tidak dapat membacanya, kecuali situs ini sendiri telah diubah untuk menyerang Anda. Siapa pun yang memegang kasus itu di badan perujuk dapat membukanya.
desk-work = Pekerjaan pada perkara
desk-work-hint = Hanya petugas yang memegang perkara ini membaca yang Anda tulis di sini. Pelapor tidak pernah membacanya.
desk-work-hint-referred = Hanya petugas yang memegang perkara ini membaca yang Anda tulis di sini. Badan perujuk tidak pernah membacanya.
desk-noted = Tersimpan di dalam perkara.
desk-waits = Menunggu petugas kedua:
desk-waits-by = Diusulkan oleh { $name }. Baca isi perkara di atas sebelum Anda memutuskan.
desk-waits-own = Orang lain yang memegang perkara ini harus memutuskan. Anda dapat menariknya kembali.
desk-waits-other = Jika Anda setuju, hal ini langsung berlaku.
desk-why = Alasan
desk-why-refusal = wajib untuk penolakan
desk-agree = Saya setuju
desk-refuse = Saya menolak
desk-take-back = Tarik kembali
desk-decide-close = Tutup perkara
desk-decide-hold = Tahan: tidak ada bagian perkara ini yang boleh dihapus
desk-decide-release = Akhiri penahanan: perkara boleh dihapus lagi bila waktunya habis
desk-decide-forget = Hapus perkara untuk selamanya
desk-forget-since = Pelapor membaca sejak { $date } bahwa perkara ini akan dihapus.
desk-forget-since-referred = Sejak { $date } siapa pun yang membaca jawaban Anda di badan perujuk melihat bahwa perkara ini akan dihapus.
desk-forget-from = Mulai { $date } petugas kedua dapat setuju. Selama belum ada yang setuju, hal ini dihentikan oleh pesan apa pun dari pelapor, oleh petugas mana pun yang menolaknya atau membuka kembali perkara, dan oleh usulan untuk menahan perkara.
desk-forget-from-referred = Mulai { $date } petugas kedua dapat setuju. Selama belum ada yang setuju, hal ini dihentikan oleh pesan apa pun dari badan perujuk, oleh petugas mana pun yang menolaknya atau membuka kembali perkara, dan oleh usulan untuk menahan perkara.
# safety-critical
desk-forget-means = Begitu petugas kedua setuju, kunci perkara ini dimusnahkan. Tidak seorang pun dapat membuka apa pun darinya lagi, dan setelah 14 hari juga tidak dari cadangan mana pun. Bahwa perkara dihapus, dan oleh siapa, tetap ada dalam catatan.
# safety-critical
desk-forget-early = Kantor ini menyimpan kasus seperti ini sampai { $date }. Usulkan sebelum hari itu hanya jika memang harus, misalnya karena mereka yang melapor menginginkannya, dan tuliskan alasannya.
desk-forget-propose = Pelapor membacanya dengan tanda terima, dan dapat menghentikannya dengan pesan apa pun. Setelah 30 hari orang lain yang memegang perkara ini dapat setuju. Setelah itu tidak seorang pun dapat membuka apa pun darinya lagi.
desk-forget-propose-referred = Petugas yang membaca jawaban Anda di badan perujuk melihatnya saat itu, dan tidak sebelum mereka membukanya. Pesan apa pun dari sana menghentikannya. Setelah 30 hari orang lain yang memegang perkara ini dapat setuju. Setelah itu tidak seorang pun dapat membuka apa pun darinya lagi.
desk-forgotten = Perkara telah dihapus. Kuncinya dimusnahkan.
desk-note = Tulis catatan
desk-note-hint = Misalnya siapa yang Anda hubungi dan apa yang Anda temukan. Ada tempat untuk sekitar 60.000 huruf Latin.
desk-note-do = Simpan catatan
desk-note-level = Peramban Anda menguncinya untuk perkara ini. Server ini tidak dapat membacanya, kecuali situs ini sendiri telah diubah untuk menyerang Anda. Server melihat bahwa ada yang ditambahkan.
desk-triage = Penyaringan
desk-triage-hint = 0 berarti tidak sama sekali, 3 berarti sangat. Nilai menentukan urutan; Anda yang memutuskan. Bahaya segera bernilai 3 menjadikan perkara darurat, dan itu terlihat oleh server.
desk-triage-decision = Keputusan
desk-triage-do = Simpan penyaringan
desk-triage-level = Peramban Anda mengunci nilai, keputusan dan alasan untuk perkara ini. Server ini tidak dapat membacanya, kecuali situs ini sendiri telah diubah untuk menyerang Anda. Server melihat bahwa ada yang ditambahkan, dan keadaan darurat.
desk-allegation = Catat dugaan
desk-allegations = Dugaan
desk-allegation-which = Yang mana
desk-allegation-new = Yang baru
desk-allegation-facts = Apa yang diduga dilakukan seseorang
desk-allegation-hint = Satu dugaan untuk setiap hal, agar masing-masing dapat diputuskan tersendiri.
desk-allegation-withdraw = Tidak berlaku lagi: tercatat karena keliru
desk-allegation-do = Simpan dugaan
desk-offence = Tindak pidana atau pelanggaran
desk-sector = Sektor
desk-rights = Hak asasi yang terdampak
desk-rights-hint = Untuk memilih beberapa, tahan Control atau Command.
desk-legal-person = Sebuah perusahaan ikut serta
desk-transnational = Melintasi batas negara
desk-yes = Ya
desk-no = Tidak
desk-unknown = Belum diketahui
desk-choose = Pilih
desk-naming = Judul dan nomor dalam register Anda
desk-title = Judul
desk-title-hint = Begini perkara tampil dalam daftar semua yang memegangnya. Terkunci seperti perkara itu sendiri.
desk-register = Nomor dalam register
desk-register-hint = Sesuai cara lembaga Anda menomori berkas, paling banyak 40 huruf.
desk-naming-do = Simpan judul dan nomor
desk-link = Kaitkan dengan perkara lain
desk-link-is = Kaitan
desk-relation = Perkara ini
desk-linked = Perkara yang lain
desk-linked-hint = Delapan hurufnya, atau nomornya di lembaga lain. Hanya perkara ini yang mengetahui kaitannya.
desk-link-do = Simpan kaitan
desk-stage = Tahap pekerjaan
desk-move = Nyatakan kelanjutan pekerjaan
desk-move-to = Pekerjaan berlanjut pada
desk-move-hint = Pelapor hanya diberi tahu bila perkara ditutup atau dibuka kembali. Untuk menutupnya, usulkan kepada petugas kedua.
desk-move-hint-referred = Badan perujuk mengetahuinya hanya dari yang Anda jawab. Untuk menutup perkara, usulkan kepada petugas kedua.
desk-move-do = Simpan
desk-move-level = Server melihat tahap pekerjaan, bukan alasannya. Peramban Anda mengunci alasan untuk perkara ini.
desk-propose = Usulkan hal yang memerlukan dua petugas
desk-propose-what = Yang Anda usulkan
desk-propose-hint = Tidak ada yang terjadi sebelum orang lain yang memegang perkara ini setuju.
desk-propose-do = Usulkan
desk-propose-level = Server melihat apa yang diusulkan, bukan alasannya. Peramban Anda mengunci hasil dan alasan untuk perkara ini.
desk-outcome = Hasil
desk-disposition = Hasil akhir
desk-proof = Bagaimana terbukti bahwa yang melapor tahu itu tidak benar. Laporan yang tidak terbukti tidak membuktikan hal itu.
desk-whole-case = seluruh perkara
desk-points = Nilai
desk-scores = Rincian nilai
desk-row-points = nilai { $count }
desk-emergency = Darurat
desk-hold-is = Penahanan hukum
desk-hold-means = Tidak ada bagian perkara ini yang boleh dihapus.
desk-note-is = Catatan, hanya untuk petugas
desk-moved-is = Pekerjaan berlanjut
desk-proposal-is = Diusulkan:
desk-vote-agreed = Setuju
desk-vote-refused = Ditolak, atau ditarik kembali
desk-priority-emergency = Darurat
desk-order-points = Nilai tertinggi lebih dahulu
desk-act-closed = setuju menutup perkara, diusulkan oleh
desk-act-close-proposed = mengusulkan penutupan perkara
desk-act-forget-objected = pengirim laporan menulis, sehingga perkara tidak dihapus
desk-act-forget-proposed = mengusulkan untuk menghapus perkara
desk-act-held = setuju bahwa perkara tidak boleh dihapus, diusulkan oleh
desk-act-hold-proposed = mengusulkan agar perkara tidak boleh dihapus
desk-act-proposal-refused = menolak yang diusulkan oleh
desk-act-proposal-withdrawn = menarik kembali usulan
desk-act-released = setuju bahwa perkara boleh dihapus lagi, diusulkan oleh
desk-act-release-proposed = mengusulkan agar perkara boleh dihapus lagi
desk-grant = Beri rekan akses ke kasus ini
desk-grant-label = Siapa
# safety-critical
desk-grant-hint = Hanya petugas dari badan yang menerima kasus ini yang ada dalam daftar ini; badan lain menerima yang perlu diketahuinya melalui rujukan. Siapa pun yang dikecualikan dan siapa pun yang menolak kasus ini tidak ada dalam daftar ini. Yang sudah pernah dibuka seseorang tidak dapat ditarik kembali.
desk-grant-nobody = Tidak ada orang lain dari badan ini yang boleh membukanya.
desk-grant-do = Izinkan membuka
# safety-critical
desk-grant-level = Peramban Anda mengunci kunci kasus ini untuk rekan tersebut. Server ini tidak dapat memakainya, kecuali situs ini sendiri telah diubah untuk menyerang Anda.
desk-granted = { $name } sekarang dapat membuka kasus ini.
desk-hand-over = Serahkan kasus ini
# safety-critical
desk-hand-over-means = Anda memberi akses kepada seorang rekan dan keluar, dalam satu langkah. Sesudah itu bagi Anda kasus ini tidak ada lagi, sampai seseorang yang memegangnya memberi Anda akses lagi. Jika Anda punya konflik kepentingan, tolaklah kasus ini.
desk-hand-over-left = Petugas bertugas yang memegangnya sesudah itu: { $count }.
desk-hand-over-note = Yang perlu mereka ketahui
desk-hand-over-note-hint = Semua yang memegang kasus ini membacanya, dan tidak ada yang lain.
desk-hand-over-do = Serahkan dan keluar
# safety-critical
desk-hand-over-level = Peramban Anda mengunci kunci kasus ini untuk rekan tersebut, dan catatan Anda untuk kasus ini. Server ini tidak dapat memakai keduanya, kecuali situs ini sendiri telah diubah untuk menyerang Anda. Server melihat siapa yang menggantikan Anda.
desk-handed-over = Anda telah menyerahkan kasus itu. Rekan Anda dapat membukanya, dan bagi Anda kasus itu tidak ada lagi.
desk-exclude = Kecualikan seseorang dari kasus ini
# safety-critical
desk-exclude-means = Jika seorang petugas terlibat dalam yang dilaporkan atau dekat dengan yang terlibat, kecualikan dia. Ini tidak dapat dibatalkan: tidak ada rekan yang dapat memberinya akses, apa pun daftar petugas yang dipakai. Semua yang memegang kasus ini membaca siapa yang Anda kecualikan dan mengapa.
# safety-critical
desk-exclude-holds = Petugas ini sekarang dapat membuka kasus ini. Ia langsung kehilangan kasus ini; yang sudah dibacanya tidak dapat dilupakan. Petugas bertugas yang meneruskannya: { $count }. Server ini melihat siapa yang Anda kecualikan, dan catatan tindakan menyebutkannya.
# safety-critical
desk-exclude-outside = Petugas ini sekarang tidak dapat membuka kasus ini, dan tidak akan pernah. Server ini tidak diberi tahu siapa yang Anda kecualikan.
desk-exclude-do = Kecualikan petugas ini
# safety-critical
desk-exclude-level = Peramban Anda mengunci nama dan alasan untuk kasus ini. Server ini tidak dapat membacanya, kecuali situs ini sendiri telah diubah untuk menyerang Anda.
desk-excluded-now = { $name } sekarang dikecualikan dari kasus ini.
desk-decline = Saya punya konflik kepentingan
# safety-critical
desk-decline-means = Jika Anda mengenal orang-orang dalam kasus ini, atau karena alasan lain tidak dapat menilai dengan bebas, tolaklah kasus ini. Anda tidak akan melihatnya lagi: tidak dalam daftar Anda, tidak lewat nomornya, dan tidak ada rekan yang dapat memberi Anda akses lagi. Yang sudah Anda baca tidak dapat dilupakan, jadi jangan membicarakannya.
desk-decline-left = Rekan bertugas yang meneruskannya: { $count }. Mereka membaca alasan Anda.
desk-decline-reason = Alasan Anda
# safety-critical
desk-decline-reason-hint = Satu kalimat cukup. Rekan-rekan Anda dalam kasus ini membacanya, dan tidak ada yang lain.
desk-decline-do = Tolak kasus ini
# safety-critical
desk-decline-level = Peramban Anda mengunci alasan itu untuk kasus ini. Server ini tidak dapat membacanya, kecuali situs ini sendiri telah diubah untuk menyerang Anda. Server melihat bahwa Anda keluar.
desk-declined = Anda telah menolak kasus itu. Rekan-rekan Anda meneruskannya, dan bagi Anda kasus itu tidak ada lagi.
desk-invitation = Buka akun Anda
desk-invitation-who = Anda diundang untuk membuka akun “{ $name }”.
desk-invitation-keys = Kunci Anda
desk-invitation-file = Berkas kunci Anda
desk-invitation-file-hint = Namanya berakhir dengan .key. Peramban Anda membacanya; berkas ini tidak dikirim ke mana pun.
desk-invitation-passphrase = Frasa sandi berkas kunci
desk-invitation-go-on = Lanjutkan
# safety-critical
desk-invitation-level = Mulai sekarang Anda masuk dengan frasa sandi yang sama. Server ini tidak pernah menerimanya, kecuali situs ini sendiri telah diubah untuk menyerang Anda.
desk-invitation-app = Aplikasi kode Anda
desk-invitation-app-hint = Ketik rahasia ini ke aplikasi pembuat kode di telepon Anda. Rahasia ini hanya ditampilkan sekali.
desk-invitation-app-open = Aplikasinya ada di perangkat ini: buka
desk-invitation-code-hint = Enam angka yang ditampilkan aplikasi sekarang.
desk-invitation-open = Buka akun
desk-invitation-paper = Kode pemulihan Anda
desk-invitation-paper-hint = Akun sudah terbuka. Jika aplikasinya hilang, setiap kode ini dapat dipakai satu kali sebagai pengganti kode. Tulis di kertas sekarang: kode-kode ini hanya ditampilkan sekali.
desk-invitation-done = Sudah saya catat di kertas: masuk
fault-invitation-expired = Undangan ini sudah kedaluwarsa: berlaku tiga hari. Mintalah yang baru.
fault-invitation-file = Ini bukan berkas kunci, atau berkasnya rusak.
fault-invitation-gone = Undangan ini sudah dipakai, atau digantikan oleh yang lebih baru. Jika bukan Anda yang memakainya, beri tahu pengelola server ini. Jika Anda, silakan masuk, atau mintalah yang baru.
fault-invitation-key = Ini berkas kunci orang lain, atau dari kantor lain, atau Anda tidak lagi ada dalam daftar petugas.
fault-invitation-link = Tautan ini tidak lengkap. Salin sekali lagi, dari “https” sampai huruf terakhir.
fault-invitation-passphrase = Frasa sandi ini tidak membuka berkas kunci. Silakan bandingkan dengan catatan Anda.
desk-mine = Cara saya masuk
desk-recovery-left = Sisa kode pemulihan: { $count }
desk-passkeys = Kunci sandi saya
desk-passkeys-hint = Kunci sandi adalah kunci di perangkat Anda atau di stik. Kunci ini menggantikan kode, dan hanya berfungsi di alamat asli meja kerja ini.
desk-passkeys-impossible = Pengelola server ini belum menyiapkan kunci sandi. Kode tetap berlaku seperti biasa.
desk-passkeys-none = Anda belum punya.
desk-passkey-add = Tambah kunci sandi
desk-passkey-label = Sebutan Anda untuknya
desk-passkey-label-hint = Misalnya: stik biru. Hanya Anda yang melihatnya.
desk-code-again-hint = Kode baru dari aplikasi Anda, atau kode pemulihan: supaya tidak ada yang melakukan ini di meja kerja yang Anda tinggalkan terbuka.
desk-passkey-remove = Hapus kunci sandi
desk-passkey-which = Yang mana
desk-passkey-added = ditambahkan
desk-passkey-locked = Terkunci: ada salinannya. Hapuslah, dan pakai perangkat lain.
fault-passkey-browser = Peramban ini tidak dapat memakai kunci sandi di sini. Ketik kode.
# safety-critical
fault-passkey-copied = Ada salinan kunci sandi ini: kunci ini sudah dipakai lebih sering daripada yang dinyatakannya. Kunci ini dikunci. Masuklah dengan kode, dan beri tahu pengelola server ini.
fault-passkey-known = Perangkat ini sudah memegang kunci sandi untuk akun ini.
fault-passkey-many = Anda sudah punya delapan kunci sandi. Hapus satu dahulu.
fault-passkey-none = Ketik kode dari aplikasi Anda: tidak ada kunci sandi untuk akun ini.
fault-passkey-refused = Kunci sandi ini tidak diterima. Coba lagi, atau ketik kode.
fault-passkey-stopped = Perangkat Anda tidak memberikan kunci sandinya. Coba lagi, atau ketik kode.
fault-desk-already-so = Sudah demikian. Buka perkara sekali lagi untuk melihatnya.
fault-desk-book-busy = Berkas lain masih disusun. Tunggu sampai selesai.
fault-desk-no-such-move = Pekerjaan tidak dapat berpindah ke sana dari tahap ini. Untuk menutup perkara, usulkan kepada petugas kedua.
fault-desk-not-pending = Tidak ada lagi yang menunggu keputusan: seseorang telah memutuskan, atau usulan ditarik. Buka perkara sekali lagi.
fault-desk-other-body = Rekan ini dari badan lain, dan tidak seorang pun dari badan lain diberi akses ke kasus ini. Yang perlu diketahui badan itu disampaikan melalui rujukan, yang meminta persetujuan dan menimbang bahayanya.
fault-desk-other-proposal = Yang menunggu keputusan bukan yang ditandatangani petugasnya, atau tidak menyebut dugaan yang masih berlaku. Jangan setuju: tolak, lalu minta diusulkan kembali.
fault-desk-own-proposal = Anda sendiri yang mengusulkannya. Orang lain yang memegang perkara ini harus setuju.
fault-desk-pending = Ada hal lain yang menunggu keputusan dalam perkara ini. Itu harus diputuskan lebih dahulu.
fault-desk-note-empty = Belum ada yang ditulis. Tulislah lebih dahulu.
fault-desk-allegation = Tulis apa yang diduga dilakukan seseorang, lalu pilih tindak pidana dan sektor.
fault-desk-decision = Pilih keputusannya. Untuk menutup perkara, pilih hasil untuk setiap dugaan.
fault-desk-proof = Jelaskan bagaimana terbukti bahwa yang melapor tahu itu tidak benar. Jika tidak terbukti, pilih hasil lain.
fault-desk-reason-missing = Tulis alasannya. Siapa pun yang meninjau perkara ini kelak membacanya.
fault-desk-title-long = Judul atau nomor terlalu panjang: judul memuat 160 huruf Latin, nomor 40.
fault-desk-account = Ketik nama akun Anda: huruf, angka, dan tanda hubung.
fault-desk-word = “{ $word }” bukan salah satu kata pembentuk frasa sandi. Mohon bandingkan dengan catatan Anda.
fault-desk-words = Frasa sandi terdiri dari tujuh kata. Mohon hitung lagi.
fault-sign-in-refused = Nama dan frasa sandi tidak cocok, atau akun ini dikunci.
fault-sign-in-code = Kode ini tidak benar. Tunggu kode berikutnya di aplikasi Anda, dan periksa jam perangkatnya.
fault-sign-in-code-used = Kode ini sudah dipakai. Tunggu kode berikutnya di aplikasi Anda.
fault-sign-in-again = Terlalu lama. Mohon masuk sekali lagi.
fault-sign-in-wait = Terlalu banyak percobaan gagal. Mohon tunggu { $count } detik.
# safety-critical
fault-desk-list = Daftar petugas bukan daftar yang dipercaya kunci Anda. Jangan lanjutkan, dan beri tahu para penanda tangannya.
# safety-critical
fault-desk-damaged = Ini tidak dapat dibuka dengan kunci Anda, atau tidak seperti saat ditandatangani. Jangan mengandalkannya, dan beri tahu pengelola server ini.
fault-desk-files = Berkas ini bukan berkas yang dikirim. Jangan mengandalkannya, dan beri tahu pengelola server ini.
fault-desk-empty = Tulis dahulu jawaban Anda.
fault-desk-files-too-large = Berkas-berkas itu terlalu besar jika digabung. Paling banyak { $size } dapat dikirim sekaligus. Kirim sebagian dengan jawaban lain.
fault-desk-excluded = Rekan ini tidak boleh melihatnya: ia dikecualikan, atau menolak kasus ini.
fault-desk-too-long = Jawaban terlalu panjang. Mohon kirim dalam dua bagian.
fault-desk-reason = Tulis dahulu alasan Anda. Satu kalimat cukup.
fault-desk-reason-long = Alasan Anda terlalu panjang. Satu kalimat cukup.
fault-desk-nobody = Pilih seseorang yang belum dikecualikan dari kasus ini.
fault-desk-too-few-left = Anda belum dapat keluar: kurang dari dua rekan bertugas akan dapat membuka kasus ini. Beri dahulu akses kepada rekan yang tidak punya konflik kepentingan.
fault-desk-too-few-stay = Anda belum dapat mengecualikannya: selain Anda, sedikitnya satu rekan bertugas yang tidak Anda beri akses sendiri harus memegang kasus ini. Mintalah rekan yang memegangnya memberi akses kepada seseorang.
fault-desk-stale = Sementara itu ada kiriman Anda yang ditambahkan pada kasus ini. Salin jawaban Anda, buka lagi kasusnya, lalu kirim dari sana.
fault-desk-not-there = Kasus itu tidak ada bagi Anda, atau tidak ada lagi.
fault-desk-older-list = Daftar petugas yang ditunjukkan server ini lebih lama daripada yang pernah Anda pakai di sini, atau daftar lain dengan nomor yang sama. Tidak ada yang dibuka. Jangan lanjutkan, dan beri tahu mereka yang menandatanganinya.
fault-desk-picture = Gambar ini tidak dapat ditampilkan. Mungkin rusak.
fault-desk-pdf = Berkas ini mengaku PDF tetapi tidak dapat dibaca. Mungkin rusak.
fault-desk-pdf-heavy = Berkas ini perlu terlalu banyak waktu atau memori untuk ditampilkan di sini. Itu bisa merupakan serangan. Simpan hanya di perangkat yang tidak menyimpan hal lain.
fault-desk-pdf-locked = PDF ini meminta kata sandi. Hanya dapat disimpan.
fault-desk-record = Catatan tindakan ini rusak, atau telah diubah ({ $what }). Jangan mengandalkannya, dan beri tahu pengawas kantor ini.
fault-desk-signed-out = Sesi Anda telah berakhir. Salin yang sudah Anda tulis, lalu kunci dan masuk lagi.
fault-desk-line = Saat ini tidak ada sambungan. Tidak ada yang hilang; mohon coba lagi.
fault-desk-refused = Server ini tidak menerimanya (nomor { $number }). Mohon coba lagi.
fault-desk-failed = Meja kerja tidak berfungsi di peramban ini. Muat ulang halaman; jika tidak membantu, pakailah program stasiun di komputer Anda sendiri.

## When something is refused
refusal-reference = Jika Anda meminta bantuan, sebutkan nomor ini: { $reference }
refusal-method-what = Ini tidak dapat dilakukan di sini
refusal-method-kept = Tidak ada yang berubah.
refusal-method-next = Buka halaman itu dengan peramban Anda, jangan mengirim sesuatu kepadanya.
refusal-not-found-what = Halaman itu tidak ada
refusal-not-found-kept = Tidak ada yang berubah.
refusal-not-found-next = Mulai lagi dari halaman pertama.
refusal-too-large-what = Itu terlalu banyak sekaligus
refusal-too-large-kept = Tidak ada yang disimpan.
refusal-too-large-next = Kembali dengan peramban Anda. Apakah tulisan Anda masih ada, tergantung pada peramban. Kirim lebih sedikit sekaligus: tulisan dahulu, berkas nanti.
refusal-bad-form-what = Formulir tiba tidak lengkap
refusal-bad-form-kept = Tidak ada yang disimpan.
refusal-bad-form-next = Kembali dengan peramban Anda, muat ulang formulir jika diminta, lalu kirim lagi.
refusal-slow-what = Sambungan terputus
refusal-slow-kept = Tidak ada yang disimpan. Yang sudah tiba telah dibuang.
refusal-slow-next = Kembali dengan peramban Anda dan kirim lagi. Jika sambungan lambat, kirim tulisan dahulu, lalu berkas satu per satu.
refusal-busy-what = Saat ini belum dapat disimpan
refusal-busy-kept = Tidak ada yang disimpan, juga tidak sebagian.
refusal-busy-next = Mohon coba lagi beberapa menit kemudian. Jika Anda mengunci paket, simpanlah: paket itu tetap berlaku.
refusal-conflict-what = Paket lain dengan nomor yang sama sudah ada di sini
refusal-conflict-kept = Yang pertama tetap disimpan. Yang ini tidak disimpan.
refusal-conflict-next = Kunci laporan Anda sekali lagi. Hasilnya paket baru dengan tanda terima baru.
refusal-crowded-what = Saat ini terlalu banyak berkas sedang dikirim
refusal-crowded-kept = Dari kiriman ini tidak ada yang disimpan. Berkas Anda tidak hilang: Anda masih memilikinya, dan yang sudah tersimpan tetap ada di sini.
refusal-crowded-next = Tunggu satu menit, lalu kirim lagi. Laporan tanpa berkas dapat dikirim kapan saja.
refusal-incomplete-what = Ada bagian berkas yang belum tiba
refusal-incomplete-kept = Bagian yang sudah tiba menunggu selama tiga hari.
refusal-incomplete-next = Kirim bagian yang belum tiba, lalu kirim sisa paket sekali lagi.
refusal-parcel-damaged-what = Paket rusak atau tidak lengkap
refusal-parcel-damaged-kept = Tidak ada yang disimpan.
refusal-parcel-damaged-next = Salin sekali lagi paket dari komputer yang menguncinya, lalu serahkan lagi. Jika tidak berhasil, kunci sekali lagi.
refusal-parcel-none-what = Berkas ini bukan paket
refusal-parcel-none-kept = Tidak ada yang disimpan.
refusal-parcel-none-next = Pilih berkas yang ditulis oleh program pengunci. Untuk mengirim berkas lain, buatlah laporan dan lampirkan di sana.
refusal-parcel-foreign-what = Paket ini dikunci untuk kantor lain
refusal-parcel-foreign-kept = Tidak ada yang disimpan.
refusal-parcel-foreign-next = Serahkan di situs yang berkasnya Anda pakai untuk mengunci, atau kunci lagi dengan berkas dari situs ini.
refusal-seal-again-what = Paket dikunci dengan daftar petugas yang lama
refusal-seal-again-kept = Tidak ada yang disimpan. Tidak ada orang di sini yang membukanya.
refusal-seal-again-next = Ambil daftar petugas terbaru dan kunci lagi dengan daftar itu.
refusal-signed-out-what = Anda belum masuk
refusal-signed-out-kept = Tidak ada yang disimpan atau diubah.
refusal-signed-out-next = Masuklah lagi. Sesi berakhir jika tidak ada kegiatan selama sepuluh menit.
refusal-stale-what = Sementara itu ada hal lain yang ditambahkan pada laporan ini
refusal-stale-kept = Yang ini tidak disimpan. Yang sudah ada tidak berubah.
refusal-stale-next = Ambil lagi jawaban Anda yang terkunci, lalu kunci sekali lagi dari sana.
refusal-unknown-version-what = Paket ini berasal dari versi yang tidak dikenal di sini
refusal-unknown-version-kept = Tidak ada yang disimpan.
refusal-unknown-version-next = Kunci lagi dengan program pengunci milik situs ini.
refusal-internal-what = Ada yang salah di pihak kami
refusal-internal-kept = Jika tanda terima tidak ditampilkan, anggaplah tidak ada yang tersimpan.
refusal-internal-next = Kembali dengan peramban Anda dan kirim lagi. Mengirim formulir yang sama dua kali tidak apa-apa: Anda mendapat tanda terima yang sama.

## Protection at the desk
desk-protection = Perlindungan
desk-protection-hint = Untuk siapa, mengapa, dan apa yang diberikan terkunci bagi pemegang kasus. Komputer kantor melihat bahwa perlindungan diminta, sampai di mana, dan kapan ditinjau lagi. Yang meminta tidak mengetahui apa pun sampai Anda menulis kepada mereka.
desk-protected = Tersimpan.
desk-protected-draft = Yang meminta baru mengetahuinya dari jawaban: rancangan sudah ada dalam formulir di bawah. Yang diberikan tidak tercantum, karena siapa pun yang menemukan tanda terima dapat membaca jawaban. Baca dan ubahlah sebelum dikirim.
desk-protected-none = Yang meminta baru mengetahuinya bila Anda memberi tahu mereka, dengan cara mereka meminta.
desk-protection-none = Belum ada yang meminta perlindungan dalam kasus ini.
desk-asks-protection = Meminta perlindungan
desk-asks-review = Meminta peninjauan
desk-review-waits = Peninjauan diminta sejak
desk-review-waits-means = Ini tetap ada dalam daftar semua pemegang perkara sampai orang yang tidak pernah ikut menutupnya menjawab. Membuka kembali perkara, atau menjadikannya sedang ditinjau, bukanlah jawaban.
desk-review-closed-by = Perkara ditutup oleh { $names }.
desk-review-not-you = Anda ikut menutupnya. Jawaban Anda sampai kepada yang meminta, tetapi peninjauan tetap menunggu orang lain: jika tidak ada pemegang lain, beri akses kepada seorang rekan.
desk-review-due = Dijawab paling lambat
desk-closed-now = Perkara ditutup.
desk-closed-draft = Pengirim laporan melihat bahwa perkara ditutup, dan mengetahui hasilnya dari sebuah jawaban: rancangan sudah ada dalam formulir di bawah. Baca dan ubahlah sebelum dikirim.
desk-told-closed = Kami selesai memeriksa laporan ini dan telah menutup perkaranya.
desk-told-outcome = Hasilnya: { $outcome }.
desk-told-again = Jika Anda tidak setuju, Anda dapat meminta peninjauan di halaman ini. Anda juga dapat terus menulis di sini: kotak surat ini tetap terbuka.
desk-incident = Catat apa yang dilakukan terhadap seseorang
desk-incident-hint = Satu catatan adalah tentang satu orang atau satu kelompok. Hanya pemegang perkara yang membacanya; komputer kantor melihat bahwa Anda mencatat sesuatu. Pelapor tidak membaca apa pun darinya.
desk-incident-do = Catat ini
desk-incident-is = Mencatat apa yang dilakukan terhadap seseorang:
desk-incident-unreadable = Di sini dicatat apa yang dilakukan terhadap seseorang. Catatan itu tidak terbuka, atau bukan yang ditandatangani pengirimnya.
desk-incident-number = Nomor
desk-incident-acts = Apa yang dilakukan
desk-incident-ways = Cara
desk-incident-follows = Berkaitan dengan
desk-incident-about = sekitar { $date }
desk-incident-unsure = { $date }, tidak pasti
desk-incident-neither = sekitar { $date }, tidak pasti
desk-incident-open = sejak { $date }
desk-incident-online = secara daring atau lewat telepon
desk-incident-abroad = melintasi batas negara
desk-incident-earlier = nomor { $number }, dicatat pada { $date }
desk-incident-lost = nomor { $number }, yang di bawahnya pengirim belum mencatat apa pun
desk-incident-continues = Melanjutkan
desk-request-is = Meminta perlindungan:
desk-protection-is = Tentang perlindungan:
desk-request-danger = Ada yang sedang dalam bahaya, menurut permintaan ini.
desk-request-misplaced = Yang dinyatakan komputer kantor tentang permintaan ini bukan yang ditandatangani petugas langkah demi langkah. Mungkin ada langkah yang hilang. Bandingkan dengan rekan Anda, dan beri tahu pengawas kantor.
desk-request-contradicted = { $name } memberi tahu komputer kantor hal lain tentang permintaan ini daripada yang mereka kunci untuk Anda. Tanyakan kepada mereka.
desk-request-unreadable = Permintaan ini tidak dapat dibuka. Tanyakan isinya kepada pelapor; langkah tetap dapat diambil.
desk-request-unreadable-referred = Permintaan ini tidak dapat dibuka. Tanyakan isinya kepada badan perujuk; langkah tetap dapat diambil.
desk-request-asked = Diminta pada
desk-request-reporter = oleh pelapor
desk-request-reporter-referred = oleh badan perujuk
desk-request-spoken = secara lisan, ditulis oleh petugas
desk-request-due = Diputuskan paling lambat
desk-request-target = Menjadi sasaran karena
desk-request-wishes = Akan membantu
desk-request-consent = Cara kelompok menyetujui:
desk-request-no-words = Kata-kata mereka sendiri tidak ikut dikirim. Tanyakan kepada badan yang merujuk kasus ini.
desk-emergency-do = Mulai tindakan darurat sekarang
desk-protect = Lanjutkan sebuah permintaan
desk-protect-which = Permintaan mana
desk-protect-to = Lanjut ke
desk-protect-to-hint = Tindakan darurat dapat dimulai kapan saja. Selain itu, pemberian atau penolakan dilakukan setelah risiko dinilai. Yang memutuskan tidak memutus keberatannya, dan tidak seorang pun menutup yang diakhirinya sendiri.
desk-risk = Risiko
desk-risk-hint = Seberapa mungkin terjadi bahaya (baris), dan seberapa berat (kolom)?
desk-risk-level = Tingkat menurut penilaian Anda
desk-risk-level-hint = Menurut kisi, atau tingkat lain bila Anda menulis alasannya di bawah. Kritis berarti: nyawa, kebebasan, atau tubuh sedang terancam.
desk-risk-factors = Yang menambah bahaya, dan yang mereka miliki untuk menghadapinya
desk-risk-view = Yang mereka takutkan dan inginkan sendiri
desk-risk-view-hint = Seperti yang mereka katakan. Merekalah yang paling tahu bahayanya.
desk-measures = Tindakan
desk-measures-hint = Pilih yang Anda tawarkan atau berikan, dan hanya yang benar-benar dapat dilakukan. Tahan Ctrl untuk memilih beberapa.
desk-refusals = Tidak diberikan karena
desk-refusals-hint = Bila hukum tidak mencakup orang atau kelompok ini, nyatakanlah: alasan ini menunjukkan kekurangan hukum.
desk-review-on = Ditinjau lagi paling lambat
desk-review-on-hint = Juga setelah kasus ditutup. Pada hari itu muncul dalam daftar yang jatuh tempo.
desk-protect-why-hint = Pemegang kasus lain membacanya, juga yang meninjau keputusan yang digugat. Bila tingkatnya bukan menurut kisi, tulis alasannya.
desk-part = Hanya untuk beberapa orang
desk-part-hint = Misalnya ke mana seseorang dibawa. Bagian ini dikunci sekali lagi, sehingga hanya Anda dan yang Anda tandai dapat membacanya; pemegang lain melihat bahwa bagian itu ada.
desk-part-for = Siapa lagi yang dapat membaca bagian ini
desk-part-closed = Untuk { $name }
desk-part-damaged = Bagian ini untuk Anda tetapi tidak dapat dibuka. Tanyakan kepada penulisnya.
desk-protect-do = Simpan langkah ini
desk-protect-level = Terkunci bagi pemegang kasus. Komputer kantor mengetahui sampai di mana permintaan ini dan harinya.
desk-spoken = Tulis permintaan lisan
desk-spoken-hint = Untuk orang yang meminta lewat telepon, langsung, atau melalui orang lain.
desk-spoken-do = Simpan permintaan
# safety-critical
desk-told-status = Tentang permintaan perlindungan Anda: { $status }.
# safety-critical
desk-told-status-referred = Tentang permintaan perlindungan yang datang bersama rujukan Anda: { $status }.
desk-told-refused = Tidak dapat diberikan, karena: { $reasons }.
desk-told-refusals = Tidak semua dapat diberikan, karena: { $reasons }.
desk-told-review = Kami meninjaunya lagi paling lambat { $date }. Segera tulis kepada kami bila ada perubahan.
desk-told-contest = Jika Anda tidak setuju, Anda dapat meminta peninjauan di halaman ini. Orang lain, bukan petugas yang memutuskan, yang harus memutusnya.
desk-told-contest-referred = Siapa pun yang tidak setuju dapat memintanya ditinjau kembali. Orang lain, bukan petugas yang memutuskan, yang harus memutusnya.
desk-act-protection-asked = mencatat bahwa pengirim laporan meminta perlindungan
desk-act-protection-set = melanjutkan permintaan perlindungan
desk-act-protection-silent = mencatat bahwa keputusan perlindungan tidak datang pada hari yang dijanjikan
desk-act-protection-written = menulis permintaan perlindungan
fault-desk-asks-protection = Ada yang meminta perlindungan dalam kasus ini. Putuskan hal itu sebelum kasus ditutup.
fault-desk-held = Dua petugas menahan perkara ini: tidak ada bagiannya yang boleh dihapus. Akhiri penahanan lebih dahulu.
fault-desk-not-closed = Tutup perkara sebelum Anda mengusulkan untuk menghapusnya.
fault-desk-notice = Masih ada waktu untuk keberatan. Setujui setelah 30 hari berlalu.
fault-desk-objected = Sebuah pesan datang setelah ini diusulkan. Perkara tidak dihapus.
fault-desk-proposer-left = Yang mengusulkan ini bukan petugas lagi. Tolaklah; hal ini dapat diusulkan kembali, dan ada tiga puluh hari lagi untuk keberatan.
fault-desk-contested = Peninjauan diminta dalam perkara ini. Sebelum perkara dihapus, orang yang tidak ikut menutupnya harus menjawabnya.
fault-desk-protected = Ada yang dilindungi atau menunggu perlindungan dalam perkara ini. Perkara tidak dihapus sampai hal itu berakhir.
fault-desk-no-measure = Pilih apa yang ditawarkan atau diberikan.
fault-desk-no-own-view = Tulis apa yang mereka takutkan dan inginkan sendiri.
fault-desk-no-refusal = Pilih mengapa tidak semua diberikan.
fault-desk-no-review = Tetapkan hari peninjauan tindakan.
fault-desk-no-such-step = Permintaan tidak dapat ke sana dari keadaannya sekarang. Buka lagi kasusnya.
fault-desk-no-risk = Pilih satu bidang dalam kisi risiko.
fault-desk-own-decision = Anda sendiri yang memutuskannya. Karena digugat, pemegang kasus lain yang memutuskan; beri akses kepada rekan bila tidak ada.

## Evidence, and files that leave the office
desk-leaving = Bukti, dan berkas yang keluar dari kantor
desk-exhibit = Barang bukti
desk-exhibits = Barang bukti
desk-exhibit-make = Jadikan barang bukti
desk-exhibit-file = Berkas
desk-exhibit-kind = Jenisnya
desk-exhibit-shows = Yang ditunjukkannya
desk-exhibit-copy = Salinan dari barang bukti
desk-exhibit-original = Bukan, ini asli
desk-exhibit-do = Simpan barang bukti
desk-custody = Catat apa yang dilakukan dengan bukti
desk-custody-event = Yang dilakukan
desk-custody-to = Yang memegangnya sekarang
desk-custody-do = Simpan
desk-book = Simpan seluruh kasus sebagai berkas
# safety-critical
desk-book-means = Semua yang dapat Anda baca di sini masuk ke dalam satu berkas, tidak terkunci: siapa pun yang mendapatkannya dapat membacanya. Berkas dibuat dalam peramban ini. Sebelum Anda dapat menyimpannya, kasus mencatat bahwa Anda membuatnya, alasannya, dan nilai hash-nya.
desk-book-do = Buat berkas
desk-book-level = Dibuat dalam peramban Anda. Komputer kantor mengetahui bahwa ada yang dicatat, bukan apa.
desk-book-made = Berkas sudah siap, dan tercatat dalam kasus.
desk-book-files = Berkas
desk-book-check = Berkas ini disertai daftar nilai hash dari semua isinya, ditandatangani oleh petugas yang membuatnya. HOW-TO-CHECK.txt menjelaskan cara memeriksanya.
desk-book-how = 1. Buka berkas itu. 2. Di foldernya: sha256sum -c SHA256SUMS. Setiap baris harus berakhir dengan OK. 3. openssl pkeyutl -verify -pubin -inkey officer.pem -rawin -in SHA256SUMS.signed -sigfile SHA256SUMS.sig harus menyatakan tanda tangan sah. 4. 32 bita terakhir SHA256SUMS.signed adalah nilai hash SHA256SUMS: tail -c 32 SHA256SUMS.signed | xxd -p -c 32, dan sha256sum SHA256SUMS. 5. Tanyakan kepada kantor apakah kunci dalam officer.pem milik petugasnya.
desk-copy = Buat salinan untuk pengadilan atau lembaga lain
desk-copy-title = Salinan dari suatu kasus
# safety-critical
desk-copy-means = Anda memilih isi salinan, dan menghapus yang tidak boleh diserahkan: bagian teks, bagian gambar. Yang dihapus hilang dari salinan, dan sebuah tanda menyebut alasannya. Kasusnya sendiri tetap utuh, dan mencatat apa yang Anda hapus. Gambar masuk sebagaimana terlihat di sini, tanpa isi lain dari berkasnya, dan nama berkas menjadi nomor. Dokumen seperti PDF masuk seutuhnya atau tidak sama sekali, bersama apa yang tersembunyi di dalamnya.
desk-copy-prepare = Pilih isinya
desk-copy-text = Teks; pilih yang akan dihapus
desk-copy-remove = Hapus yang dipilih
desk-copy-again = Mulai lagi
desk-copy-to = Untuk siapa
desk-copy-why = Mengapa mereka menerimanya
desk-copy-do = Buat salinan
desk-copy-removed = Yang dihapus, dan alasannya
desk-copy-taken = dihapus
desk-copy-area-hint = Gambarlah di atas bagian itu dengan tetikus, atau tulis letaknya dalam titik gambar. Lalu hapus.
desk-copy-remove-area = Hapus bagian ini
desk-area-left = Dari kiri
desk-area-top = Dari atas
desk-area-width = Lebar
desk-area-height = Tinggi
desk-removal = Alasan penghapusan
desk-removal-hint = Alasan ini berdiri di tempat yang dihapus. Pilih dulu, lalu hapus.
fault-desk-no-evidence = Pilih jenisnya, dan tulis apa yang ditunjukkannya.
fault-desk-no-receiver = Tulis untuk siapa salinan itu.
fault-desk-no-removal = Pilih dulu alasan penghapusan.
fault-desk-nothing-chosen = Pilih sesuatu untuk dimasukkan ke dalam salinan.
fault-desk-nothing-selected = Pilih dulu yang akan dihapus.
## Laporan untuk orang yang datang tanpa web
desk-assist = Masukkan laporan untuk seseorang
desk-assist-aloud = Sebelum ada yang diceritakan, sampaikan ini kepada orang itu:
# safety-critical
desk-assist-means = “Saya mendengar dan membaca apa yang Anda ceritakan sekarang, dan itu tidak dapat ditarik kembali. Saya dapat saja menyimpan salinan tanda terima Anda. Setelah laporan dikirim, saya hanya dapat membukanya bila saya termasuk petugas yang terundi untuknya, atau salah satu dari mereka memberi saya akses.”
# safety-critical
desk-assist-own = “Bila Anda dapat melapor dari perangkat sendiri yang tidak diawasi siapa pun, lakukanlah itu: dengan begitu tidak ada petugas di antaranya.”
# safety-critical
desk-assist-record = Bahwa Anda yang memasukkannya ditandatangani di dalam laporan, sehingga terlihat oleh siapa pun yang membukanya, dan tercatat dengan nama Anda dalam catatan kasus. Jangan tuliskan siapa orang itu, kecuali ia menghendakinya.
desk-assist-exclude = Tanyakan siapa yang tidak boleh melihatnya. Bisa jadi Anda sendiri: kalau begitu centang nama Anda, atau biarkan orang lain yang memasukkannya.
desk-assist-files = Berkas tidak dapat diserahkan di sini. Orang itu menambahkannya kemudian dengan tanda terima.
desk-assist-channel = Bagaimana orang itu datang?
desk-assist-send = Serahkan laporan
# safety-critical
desk-assist-level = Peramban ini menguncinya untuk petugas yang terundi. Server tidak dapat membacanya, kecuali situs web ini sendiri diubah untuk menyerang Anda.
desk-slip = Laporan sudah disimpan
# safety-critical
desk-slip-once = Ini ditampilkan sekali saja. Bila Anda meninggalkan halaman ini, atau setelah sepuluh menit tanpa sentuhan, ini hilang dari sini dan tidak ada yang dapat menampilkannya lagi.
desk-slip-give = Untuk orang yang melapor
desk-slip-print = Cetak
desk-slip-done = Sudah saya serahkan
desk-slip-paper = Yang dicetak hanya digit dan kata, tanpa penjelasan apa pun. Sampaikan selebihnya kepada orang itu.
desk-slip-back = Cara kembali tanpa web
# safety-critical
desk-slip-back-visit = Dengan menelepon atau datang lagi: seorang petugas mengetikkan digit atau kata itu di situs web pelapor dan menyampaikan apa yang tertulis di sana. Petugas itu ikut membacanya, dan dapat saja menyimpan tanda terimanya.
# safety-critical
desk-slip-back-own = Lebih baik dari perangkat sendiri, bila suatu saat memungkinkan: dengan begitu tidak ada orang lain yang membaca jawabannya.
# safety-critical
desk-slip-keep = Jangan membuat salinan, dan jangan mengirimkannya lewat pesan. Siapa pun yang memegangnya melihat bahwa seseorang melapor dan kapan, membaca jawaban, dapat menulis atas nama orang itu, dan meminta penghapusan. Ia tidak dapat membuka laporannya.
desk-level-officer = Di peramban petugas yang memasukkannya
desk-entered = Dimasukkan untuk seseorang
desk-entered-signed = Oleh { $name }, yang menandatangani hal itu. Kata-katanya melalui petugas ini. Orang itu datang dengan cara ini:
# safety-critical
desk-entered-unsigned = Tertulis bahwa { $name } memasukkannya, tetapi petugas ini tidak menandatanganinya untuk kasus ini. Jangan dipercaya. Tertulis juga:
desk-act-assisted = memasukkan laporan untuk orang yang datang tanpa web
fault-desk-channel = Pilih bagaimana orang itu datang.
fault-desk-not-entered = Server ini tidak menerima laporan itu, dan tidak ada yang disimpan. Daftar petugas mungkin sudah berubah: salin yang Anda ketik, kunci meja, masuk lagi, dan masukkan dari awal.

## Pergi dan kembali
desk-away = Saya pergi
desk-away-stored = Sudah disimpan.
desk-away-means = Selama Anda pergi, laporan baru diundi untuk petugas lain, selama masih cukup banyak yang ada. Kasus yang Anda pegang tetap pada Anda, dan Anda tetap dapat bekerja.
desk-away-own = Anda pergi:
desk-away-back = Saya sudah kembali
desk-away-from = Mulai
desk-away-last = Hari terakhir pergi
# safety-critical
desk-away-hint = Paling jauh 180 hari ke depan. Anda menandatanganinya, jadi tidak ada yang dapat mengarangnya. Semua orang dapat membacanya, sama seperti daftar petugas.
desk-away-do = Simpan
desk-alone = Kasus yang selama itu hanya dapat dibuka oleh Anda
desk-alone-means = Untuk kasus ini tidak ada rekan yang bertugas dan hadir. Buka satu per satu, dan beri akses kepada pengganti sebelum Anda pergi. Bila semua pemegang suatu kasus pergi, auditor melihat bahwa ada kasus seperti itu, tanpa isinya.
desk-alone-none = Tidak ada.
desk-away-others = Rekan yang sedang pergi
desk-away-nobody = Tidak ada.
desk-away-word = pergi sampai { $date }
desk-grant-absent = Rekan ini sedang pergi. Anda tetap dapat memberinya akses; tidak ada yang membacanya sebelum ia kembali.
desk-left-alone = Kasus yang semua pemegangnya pergi
desk-left-alone-hint = Petugas yang bertugas dan dapat membukanya sedang pergi semua. Anda tidak melihat lebih dari ini.
desk-left-alone-none = Tidak ada kasus yang ditinggalkan.
desk-thread-away = semuanya pergi sampai
desk-act-away-set = menyatakan pergi, atau sudah kembali
fault-desk-away-days = Pilih hari pertama dan hari terakhir. Hari terakhir itu hari ini atau sesudahnya, dan paling jauh 180 hari ke depan.
# Tasks, and what is due
desk-agenda = Yang jatuh tempo
desk-agenda-lead = Yang dijanjikan, tugas, dan yang menunggu keputusan Anda, dalam perkara yang Anda pegang.
desk-agenda-none = Tidak ada yang menunggu Anda.
desk-agenda-late = Lewat tenggat
desk-agenda-decide = Menunggu keputusan Anda
desk-agenda-week = Pekan mulai { $date }
desk-agenda-undated = Tanpa tanggal
desk-agenda-acknowledge = Beri tahu pengirim laporan bahwa laporannya sudah dibaca
desk-agenda-feedback = Beri tahu pengirim laporan apa yang sudah dilakukan
desk-agenda-protect = Memutuskan permintaan perlindungan
desk-agenda-reassess = Meninjau lagi tindakan perlindungan
desk-agenda-own = Tugas Anda
desk-agenda-free = Tugas yang belum dikerjakan siapa pun
desk-agenda-unfinished = Suatu permintaan perlindungan belum diakhiri, dan menahan perkaranya
desk-agenda-vault = Seorang petugas meminta sebuah nama
desk-agenda-vault-more = Dan { $count } permintaan nama lagi, dari petugas yang meminta banyak. Permintaan itu menyusul setelah Anda menjawab.
desk-agenda-retention = Masa simpannya sudah lewat: apakah dihapus?
desk-kept = Disimpan
desk-kept-out = Ditutup karena di luar wewenang lembaga ini, atau bahannya terlalu sedikit.
desk-kept-sub = Ditutup setelah diperiksa.
desk-kept-act = Ditutup setelah diputuskan apa tindak lanjutnya.
desk-kept-since = Pertama kali ditutup pada
desk-kept-until = Dua petugas ditanya apakah perkara ini dihapus mulai
desk-kept-forever = Disimpan sampai dua petugas memutuskan lain.
desk-task = Tugas
desk-tasks = Tugas-tugas
desk-task-text = Apa yang harus dikerjakan
desk-task-due = Paling lambat tanggal
desk-task-officer = Siapa yang mengerjakannya
desk-task-nobody = Belum ada
desk-task-withdraw = Ternyata tidak perlu dikerjakan
desk-task-do = Simpan tugas
desk-task-level = Peramban Anda mengunci isi tugas untuk perkara ini. Server melihat tenggatnya, siapa yang mengerjakannya, dan apakah sudah selesai.
desk-task-state-open = Harus dikerjakan
desk-task-state-done = Selesai
desk-task-state-withdrawn = Ditarik kembali
desk-task-done-do = Sudah selesai
desk-task-again = Harus dikerjakan lagi
desk-task-change = Ubah
desk-task-unlisted = Daftar di server ini menyebut hal lain tentang tugas ini daripada yang ditandatangani. Beri tahu yang mengurus server.
desk-task-unsealed = Daftar di server ini menampilkan tugas yang isinya tidak pernah disegel oleh siapa pun.
desk-task-unsealed-by = Tugas itu dimasukkan oleh
desk-task-end = Keluarkan dari daftar
fault-desk-task = Tugas memerlukan tanggal yang ada di kalender, atau tanpa tanggal, dan paling banyak 2.000 huruf Latin.
desk-labels = Label
desk-labels-hint = Kata pendek yang dipisah koma, seluruhnya paling banyak 60 huruf. Siapa pun yang memegang perkara melihatnya di daftar, dan menemukannya dengan kata itu.
desk-labels-do = Simpan label
desk-card-hidden = Judul yang diberikan { $name } tidak dapat dibuka. Ini judul yang datang bersama laporan.
desk-card-exchanged = Judul terbaru telah ditukar dan tidak dapat dibuka. Ini judul yang datang bersama laporan.
desk-search-save = Simpan pencarian ini
desk-search-name = Nama pencarian
desk-search-hint = Yang Anda cari dan namanya dikunci hanya untuk Anda. Anda menemukannya di setiap perangkat tempat Anda masuk.
desk-search-do = Simpan
desk-search-remove = Hapus
fault-desk-search-many = Tidak ada tempat untuk pencarian lagi. Hapus satu, atau pakai kata yang lebih pendek.
fault-desk-search-name = Tulis dahulu nama pencariannya.
fault-desk-searches = Pencarian tersimpan Anda, dan jurnal jika ada, tidak dapat dibuka: ada yang mengubahnya. Beri tahu yang mengurus server. Jika Anda baru saja mendapat kunci baru, itulah sebabnya.
desk-overview = Angka
desk-overview-lead = Dihitung dari perkara terbuka yang Anda pegang sendiri, dan tidak ada yang lain.
desk-overview-loads = Siapa mengerjakan berapa banyak
desk-overview-officer = Petugas
desk-overview-open = Perkara terbuka
desk-overview-late = Janji lewat tenggat
desk-overview-tasks = Tugas lewat tenggat
desk-overview-ages = Umur perkara terbuka
desk-overview-age = Hari sejak tiba
desk-overview-age-week = 0 sampai 7
desk-overview-age-month = 8 sampai 30
desk-overview-age-quarter = 31 sampai 90
desk-overview-age-older = Lebih dari 90
desk-totals = Jumlah pada
desk-totals-hint = Dihitung dalam puluhan penuh, karena langkah yang lebih kecil bisa menyangkut seseorang.
desk-totals-received = Laporan diterima tahun ini
desk-totals-few = – berarti kurang dari sepuluh.

## The mail that officers get at fixed hours
notice-subject = Pengingat
notice-body = Silakan periksa hari ini. Pesan ini datang pada jam-jam tetap, setiap hari, ada atau tidak ada yang perlu dikerjakan. Balasan tidak dibaca oleh siapa pun.

## Latihan
training-mark = Latihan:
# safety-critical
training = Ini hanya untuk latihan. Apa pun yang dikirim di sini tidak ditindaklanjuti. Jangan laporkan kejadian nyata di sini.

## Untuk apa petugas ada di sini
desk-roles = Untuk apa saya di sini
desk-roles-all = Siapa yang bekerja di sini
desk-role-administrator = Administrator
desk-role-administrator-means = menjalankan mesin dan tidak membuka apa pun.
desk-role-auditor = Auditor
desk-role-auditor-means = membaca catatan tindakan, melihat yang menunggu terlalu lama dan jumlah di badannya sendiri, dan tidak membuka kasus.
desk-role-contributor = Kontributor
desk-role-contributor-means = memasukkan laporan untuk orang lain, menyimpan jurnal sendiri, dan tidak membuka kasus.
desk-role-custodian = Pemegang bagian
desk-role-custodian-means = menyimpan satu bagian dari nama yang terkunci, tidak pernah terundi untuk laporan, dan hanya mengerjakan kasus yang diberikan sebelumnya.
desk-role-data-custodian = Penanggung jawab data
desk-role-data-custodian-means = bertanggung jawab atas yang diterbitkan dan disimpan, dan tidak membuka kasus.
desk-role-investigator = Penyidik
desk-role-investigator-means = mengerjakan kasus yang dibukakan oleh seorang rekan, dan tidak pernah terundi untuk laporan.
desk-role-lead = Pimpinan
desk-role-lead-means = menerima laporan, mengerjakan kasus, dan melihat angka dari kasusnya sendiri.
desk-role-protection-officer = Petugas perlindungan
desk-role-protection-officer-means = melindungi orang dalam kasus yang dibukakan oleh seorang rekan, dan tidak pernah terundi untuk laporan.
desk-role-triage = Penerima laporan
desk-role-triage-means = menerima laporan dan mengerjakan kasus.

desk-referral = Rujukan ke badan lain
# safety-critical
desk-referral-hint = Yang diteruskan menjadi kasus badan lain, yang hanya dibuka petugasnya. Komputer kantor melihat ke badan mana sesuatu dikirim, sampai di mana, dan kapan jawaban diminta. Komputer itu tidak menyimpan hubungan antara kedua kasus, tetapi siapa pun yang mengamatinya pada hari itu dapat menduganya.
desk-referral-no-bodies = Tidak ada badan lain di sini yang menerima laporan.
desk-referral-is = Rujukan
desk-referral-go-on = Catat hasil sebuah rujukan
desk-referral-which = Rujukan yang mana
desk-referral-to = Sampai di mana sekarang
desk-referral-came = Hasilnya
desk-referral-came-hint = Dikunci untuk mereka yang memegang kasus ini. Pengirim laporan mengetahuinya hanya dari jawaban yang Anda tulis.
desk-referral-go-on-do = Simpan langkah ini
# safety-critical
desk-referral-misplaced = Komputer kantor mengatakan hal lain tentang rujukan ini daripada yang ditandatangani petugas, atau menahan satu langkah. Beri tahu pengawas kantor.
# safety-critical
desk-referral-gone = Persetujuan yang menjadi dasarnya telah ditarik, dan badan lain memegangnya.
desk-referral-tell-gone = Beri tahu mereka bahwa persetujuan ditarik, dan tutup rujukan ini
# safety-critical
desk-referral-kept-out = Sejak itu dikecualikan dari kasus ini, tetapi tidak dari kasus di sana: { $officers }.
# safety-critical
desk-referral-kept-out-reads = Anda dapat memberi tahu badan lain. Semua yang memegang kasus mereka membaca pesan itu: juga salah satu dari mereka ini, bila ia memegangnya di sana.
desk-referral-tell-kept-out = Beri tahu badan lain siapa yang dikecualikan dari kasus ini
desk-referral-sent = Dikirim
desk-referral-terms = Yang ikut serta, dan untuk siapa
desk-referral-what-went = Yang dikirim
desk-referral-request = permintaan perlindungan, tanpa kata-kata mereka sendiri
desk-referral-request-words = permintaan perlindungan, beserta kata-kata mereka sendiri
desk-referral-answers = Baca jawaban mereka
desk-referral-no-answer = Mereka belum menjawab.
desk-referral-goes = Badan lain itu akan menghapus kasusnya: hal itu diusulkan pada { $date }. Mulai { $day } petugas kedua boleh setuju, dan tidak ada lagi yang dapat dibaca di sana. Tanyakan kepada mereka jika Anda masih membutuhkannya.
desk-referral-deletion = Pada { $date } seseorang meminta di sana, dengan apa yang membuka rujukan ini, agar semuanya dihapus. Jawaban mereka sebelumnya sudah hilang.
desk-referral-behind = Pesan dan permintaan yang dikirim ke sana setelah rujukan ini: { $count }. Petugas tidak menandatanganinya. Isinya hanya dapat dibaca badan lain itu.
desk-referral-lost = Kasus badan itu tidak ada lagi: mungkin mereka menghapusnya, atau seseorang menahannya. Tanyakan kepada mereka.
desk-referral-broken = Jawaban ini tidak dapat dibuka di sini. Tanyakan kepada badan itu.
desk-referral-has-files = Ada berkas bersamanya. Berkas itu tidak dapat dibuka di sini: tanyakan isinya kepada badan itu.
desk-referred-consent-noted = Persetujuan telah dicatat.
desk-referred-consent-withdrawn = Telah dicatat bahwa persetujuan ditarik.
desk-referred-consent_pending = Telah dicatat bahwa persetujuan diminta. Tidak ada yang dikirim.
desk-referred-kept-out-told = Badan lain sudah diberi tahu siapa yang dikecualikan dari kasus ini.
desk-referred-noted = Langkah telah disimpan. Tulislah kepada pengirim laporan bila ada yang perlu disampaikan.
desk-referred-proposed = Usulan telah dicatat. Tidak ada yang dikirim.
desk-referred-risk_blocked = Tidak ada yang dikirim, karena itu akan membahayakan seseorang. Alasannya dicatat.
desk-referred-sent = Rujukan telah dikirim.
desk-referred-withdrawal-sent = Badan lain telah diberi tahu bahwa persetujuan ditarik.
desk-consent = Persetujuan untuk meneruskan
desk-consent-hint = Catat hanya yang disetujui para pelapor, untuk satu badan setiap kali. Mereka dapat menariknya kapan saja.
desk-consent-scope = Yang mereka setujui
desk-consent-body = Untuk badan mana
desk-consent-rests = Pesan yang menyatakannya
desk-consent-spoken = Tidak ada: diberikan dengan cara lain
desk-consent-how = Bagaimana diberikan
desk-consent-how-hint = Untuk kelompok: bagaimana diputuskan, dan siapa yang boleh berbicara untuknya.
desk-consent-until = Sampai
desk-consent-do = Catat persetujuan ini
desk-consent-withdraw = Persetujuan ini ditarik
desk-consent-withdrawn = Ditarik
desk-consent-over = Berakhir
desk-refer = Teruskan sesuatu ke badan lain
# safety-critical
desk-refer-hint = Tidak ada yang dikirim tanpa persetujuan yang berlaku, dan tidak ada yang dikirim bila membahayakan seseorang. Tidak seorang pun dari badan Anda sendiri, dan tidak seorang pun yang dikecualikan dari kasus ini, dapat membuka yang menjadi kasus badan lain di kantor ini.
desk-refer-body = Ke badan mana
desk-refer-now = Yang dilakukan sekarang
desk-refer-now-sent = Dikirim
desk-refer-now-consent = Mereka yang melapor dimintai persetujuan; tidak ada yang dikirim
desk-refer-now-proposed = Diusulkan kepada rekan; tidak ada yang dikirim
# safety-critical
desk-refer-reprisal = Apakah bahaya pembalasan dapat diterima?
desk-refer-reprisal-hint = Pikirkan semua orang yang dapat dikenali darinya, juga keluarga dan tempatnya.
desk-refer-reprisal-yes = Dapat diterima
# safety-critical
desk-refer-reprisal-no = Tidak: tidak ada yang dikirim
# safety-critical
desk-refer-exposure = Mungkinkah seseorang dihukum mati, disiksa, atau dikembalikan ke tempat yang mengancamnya?
desk-refer-exposure-hint = Juga orang yang dituduh, dan juga oleh yang wajib diteruskan badan itu.
desk-refer-exposure-none = Tidak, tidak seorang pun
# safety-critical
desk-refer-exposure-possible = Mungkin: tidak ada yang dikirim
desk-refer-identity = Sejauh mana identitas pelapor ikut serta
desk-refer-identity-hint = Harus sesuai dengan yang mereka setujui.
desk-identity-named = Siapa yang melapor
desk-identity-unnamed = Yang terjadi, tanpa siapa yang mengatakannya
desk-identity-group = Kelompok mana yang mengatakannya
desk-refer-sharing = Kepada siapa boleh mereka teruskan
desk-refer-sharing-hint = Red: hanya yang membukanya. Amber strict: badan mereka. Amber: juga yang bekerja dengannya. Green: badan lain. Clear: semua orang.
desk-refer-due = Dijawab paling lambat
desk-refer-due-hint = Sampai hari ini mereka diminta mengatakan hasilnya. Bila tidak, rujukan ini ada di daftar tenggat Anda.
desk-refer-along = Kedaruratan dan perlindungan
desk-refer-urgent = Mereka melihat dalam daftarnya:
# safety-critical
desk-refer-request-hint = Permintaan perlindungan menjadi permintaan yang harus diputus badan lain itu. Untuk siapa, apa yang membuat mereka menjadi sasaran, apa yang akan membantu, dan apakah ada yang sedang dalam bahaya ikut dikirim. Ini dicentang dengan sendirinya bila para pelapor sendiri memintanya dan setuju bahwa badan itu tahu siapa mereka. Yang menolak, atau yang permintaannya telah berakhir, tidak ditawarkan.
desk-refer-request = Permintaan perlindungan ikut dikirim
# safety-critical
desk-refer-request-words = Beserta kata-kata mereka sendiri, dan bagaimana kelompok menyepakatinya. Bacalah siapa yang disebut di dalamnya:
desk-refer-words = Yang Anda tulis kepada mereka
desk-refer-chosen = Yang ikut serta
desk-refer-chosen-hint = Pilih teksnya. Pilih satu bagian di dalamnya dan hapuslah; tanda dengan alasannya menggantikannya. Buka berkas dan pilih di antaranya: gambar ikut sebagai gambar baru tanpa bidang yang Anda hapus, teks seperti yang tertulis di sini, dan berkas lain tanpa keterangan tentang pembuatnya. Namanya menjadi nomor.
# safety-critical
desk-refer-as-it-came = Ikut seperti aslinya, dengan semua keterangan di dalamnya tentang siapa yang membuatnya, kapan dan di mana
desk-went-cleaned = tanpa keterangan tentang pembuatnya
desk-went-copy = salinan
desk-went-original = seperti aslinya
desk-refer-why-hint = Tetap di kasus ini, untuk mereka yang memegangnya.
desk-refer-title = Rujukan dari { $body }:
desk-refer-do = Teruskan
# safety-critical
desk-refer-level = Peramban Anda menguncinya untuk petugas badan lain dan mencatatnya di kasus ini. Server ini tidak dapat membacanya, kecuali situs ini sendiri diubah untuk menyerang Anda. Server melihat ke badan mana Anda meneruskan sesuatu.
desk-told-withdrawn = Persetujuan yang menjadi dasar rujukan ini telah ditarik. Mohon jangan mengambil langkah lagi yang membuat para pelapor dapat dikenali, jangan meneruskan apa pun darinya, dan jawablah apa yang akan Anda lakukan dengan yang ada pada Anda.
# safety-critical
desk-told-of-kept-out = Kasus asal rujukan ini sejak itu mengecualikan petugas berikut: { $officers }. Mohon jangan masukkan mereka ke kasus Anda, dan bila salah satunya memegangnya, kecualikan mereka.
desk-told-kept-out = Badan lain diberi tahu bahwa mereka ini dikecualikan
desk-told-withdrawn-reason = Persetujuan ditarik. Badan lain telah diberi tahu.
desk-from-body = Rujukan
desk-from-signed = Dari { $body }, oleh { $name }
# safety-critical
desk-from-unsigned = Tertulis berasal dari { $body }, oleh { $name }, yang tidak menandatanganinya. Tanyakan kepada mereka.
desk-from-unchecked = Tertulis bahwa ini berasal dari { $body }, oleh { $name }. Siapa yang menandatanganinya tidak dapat diperiksa sekarang.
# safety-critical
desk-from-reads = Yang Anda jawab dibaca oleh siapa pun yang memegang kasus itu di sana.
desk-from-due = Mereka meminta jawaban paling lambat
desk-late-referrals = Rujukan tanpa jawaban
desk-late-referrals-hint = Badan lain diminta menjawab, dan belum menjawab. Anda tidak melihat lebih dari ini.
desk-late-referrals-none = Tidak ada jawaban yang terlambat.
desk-agenda-referral = Badan lain diminta menjawab
desk-act-referral-blocked = tidak mengirim apa pun ke badan lain, karena bahaya
desk-act-referral-sent = meneruskan sesuatu ke badan lain
desk-act-along = berkas yang ikut serta: { $count }
desk-act-referral-set = mengambil langkah dengan sebuah rujukan
# safety-critical
fault-desk-as-it-came = Tidak ada yang dikirim: sesuatu dihapus dari { $name }, tetapi berkas itu dicentang untuk ikut seperti aslinya. Batalkan salah satunya.
# safety-critical
fault-desk-only-as-it-came = Tidak ada yang dikirim: keterangan tentang pembuatnya tidak dapat dihapus dari { $name }. Centang bahwa berkas itu ikut seperti aslinya, atau jangan sertakan.
# safety-critical
fault-desk-words-unnamed = Tidak ada yang dikirim: kata-kata mereka yang meminta perlindungan menyebut nama orang, dan tidak ada yang dapat dihapus darinya. Kata-kata itu hanya ikut bila ada persetujuan bahwa identitas disampaikan kepada badan itu, atau untuk kelompok, persetujuan kelompok. Tinggalkan kata-katanya, atau tanyakan kepada para pelapor.
fault-desk-original-unnamed = Tidak ada yang dikirim: berkas yang ikut seperti aslinya dapat menunjukkan siapa pembuatnya, dan hanya ikut bila ada persetujuan bahwa identitas disampaikan kepada badan itu. Tanyakan kepada para pelapor, atau kirim salinan atau berkas yang keterangannya sudah dihapus.
fault-desk-referral-large = Tidak ada yang dikirim: berkas-berkas itu terlalu besar jika digabung. Paling banyak { $size } dapat ikut dengan rujukan ke badan itu. Pilih lebih sedikit, atau serahkan sebagai salinan.
fault-desk-already-referred = Badan itu memegang rujukan kasus ini dan belum menjawab. Catat dahulu hasilnya.
fault-desk-awaits-referral = Badan lain belum menjawab. Catat hasilnya, atau tutup rujukannya, sebelum kasus ditutup atau dihapus.
# safety-critical
fault-desk-not-whole = Tidak ada yang dikirim: sesuatu yang dicatat dalam kasus ini hilang, tidak dapat dibuka, atau dibantah, dan mungkin menyatakan bahwa persetujuan ditarik atau seseorang dalam bahaya. Beri tahu pengawas kantor.
fault-desk-may-not-pass-on = Tidak ada yang dikirim: badan yang merujuk kasus ini meminta agar tidak diteruskan kepada siapa pun di luar badan Anda. Tanyakan dahulu kepada badan itu.
fault-desk-consent = Pilih yang mereka setujui dan untuk badan mana, dan tulis bagaimana diberikan. Persetujuan seseorang untuk dihitung dicatat di tempat orang itu dikodekan.
# safety-critical
fault-desk-no-consent = Tidak ada yang dikirim: tidak ada persetujuan yang berlaku untuk badan ini dan untuk sejauh itu identitas pelapor. Mungkin ditarik selagi Anda menulis. Yang Anda ketik masih ada di sini.
fault-desk-no-other-body = Pilih ke badan lain yang mana.
fault-desk-no-risk-answer = Jawab kedua pertanyaan tentang bahaya.
fault-desk-no-terms = Pilih sejauh mana identitas pelapor ikut serta, kepada siapa boleh mereka teruskan, dan kapan mereka menjawab.
fault-desk-too-few-there = Tidak ada yang dikirim: badan itu tidak cukup memiliki petugas yang boleh melihat ini.

## Rujukan ke kantor lain
desk-elsewhere = Kantor di tempat lain
# safety-critical
desk-elsewhere-means = Tidak ada komputer yang membawanya ke sana: Anda menyimpan berkas terkunci dan menyerahkannya di pintu pelapor kantor itu, lewat sambungan atau dari flashdisk. Komputer kantor di sini tidak pernah melihat isinya.
desk-elsewhere-kept-out = Siapa yang tidak boleh melihatnya di sana
# safety-critical
desk-elsewhere-kept-out-hint = Kantor itu tidak tahu siapa yang dikecualikan dari kasus ini, dan orang yang sama mungkin bekerja di keduanya. Centang semua yang mungkin terlibat: mereka tidak diundi, dan tidak dapat dimasukkan kemudian.
# safety-critical
desk-elsewhere-carry = Ini belum sampai sebelum seseorang menyerahkannya. Simpan berkas terkunci, dan serahkan di pintu pelapor kantor itu, di tempat paket tersegel diterima. Siapa pun yang menemukan berkas itu tidak dapat membacanya, tetapi melihat untuk kantor mana.
desk-elsewhere-save = Simpan berkas terkunci
desk-elsewhere-fetch = Jawaban mereka diambil tersegel, di pintu pelapor kantor itu, dengan nomor ini:
desk-elsewhere-files = Berkas tersegel dari sana
desk-elsewhere-note = Catat jawaban ini
desk-elsewhere-with-answer = Jawaban yang Anda pilih dicatat bersama langkah ini, untuk semua yang memegang kasus ini.
desk-elsewhere-noted = Jawaban mereka
desk-elsewhere-signed = Ditandatangani { $name } di sana, untuk rujukan ini. Ini baru saja diperiksa dengan daftar petugas mereka.
# safety-critical
desk-elsewhere-unsigned = Tidak ditandatangani: ini kata-kata petugas di sini yang mencatatnya.
# safety-critical
desk-elsewhere-false = Yang tercatat sebagai tanda tangan tidak dibuat petugas di sana untuk kata-kata ini. Jangan mengandalkannya, dan tanyakan kepada yang mencatatnya.
desk-elsewhere-unchecked = Siapa yang menandatanganinya tidak dapat diperiksa sekarang.
desk-elsewhere-missing = Daftar kantor di tempat lain tidak dapat diambil sekarang. Selebihnya kasus ini ada di sini, tetapi tidak ada yang dapat diteruskan ke kantor-kantor itu, dan siapa yang menandatangani di sana tidak diketahui.
desk-elsewhere-again = Ambil lagi daftarnya
desk-elsewhere-stale = Daftar petugas mereka telah berakhir, dan masih boleh dipakai sebentar. Mintalah yang terbaru kepada pengelola kantor ini.
# safety-critical
desk-elsewhere-gone = Bila berkas terkunci belum diserahkan, musnahkan, dan tutup rujukan ini di bawah. Bila sudah, buka dahulu jawaban tersegel mereka, simpan pesan yang memberi tahu mereka, serahkan di pintu mereka, lalu tutup rujukan ini.
desk-elsewhere-save-gone = Simpan pesan terkunci yang memberi tahu mereka
# safety-critical
desk-referred-carried = Rujukan telah dikunci dan dicatat, dan belum sampai. Simpan berkas terkunci di bawah, dan serahkan di sana.
desk-elsewhere-part = Satu bagian berkas terkunci untuk kantor lain
# safety-critical
fault-desk-peer-clash = Tidak ada yang dapat dikunci untuk kantor itu: daftarnya menyebut suatu badan dengan nomor yang juga milik kantor lain. Beri tahu pengawas kantor ini.
fault-desk-peer-missing = Tidak ada yang dapat dikunci untuk kantor itu: daftar petugasnya tidak ada di sini. Mintalah pengelola kantor ini menaruhnya.
# safety-critical
fault-desk-peer-old = Tidak ada yang dapat dikunci untuk kantor itu: daftar petugasnya di sini terlalu lama. Mintalah yang terbaru kepada pengelola kantor ini.
# safety-critical
fault-desk-peer-other = Tidak ada yang dapat dikunci untuk kantor itu: daftar yang dibagikan di sini bukan yang ditandatangani kantor ini untuknya. Beri tahu pengawas kantor ini.
fault-desk-peer-page = Ini bukan jawaban tersegel untuk rujukan ini. Ambil lagi di pintu pelapor kantor itu, dengan nomor yang tertera di sini.
fault-desk-peer-practice = Tidak ada yang dapat dikunci untuk kantor itu: salah satu dari kedua kantor adalah untuk latihan.

## Siapa pelapornya, disimpan oleh para penjaga
desk-act-vault-approved = memberikan bagian dari nama pelapor kepada petugas yang memintanya
desk-act-vault-asked = meminta nama pelapor kepada para penjaga
desk-act-vault-opened = mengambil apa yang diberikan para penjaga, dan dapat mengetahui nama pelapor
desk-act-vault-refused = menolak memberikan bagian dari nama pelapor kepada petugas yang memintanya
desk-rewrap = Kunci Anda
desk-rewrap-open = Saya punya kunci baru dan ingin membuka kasus lama dengannya
desk-rewrap-means = Kasus Anda dikunci untuk kunci Anda yang lama. Di sini peramban Anda membuka setiap kasus dengan kunci lama dan menguncinya untuk kunci yang baru. Untuk beberapa ribu kasus perlu kira-kira satu menit. Jika terputus, mulailah lagi: yang sudah selesai dilewati. Ulangi setelah beberapa hari, karena mungkin masih datang sesuatu yang dikunci untuk kunci lama, dan simpan berkas kunci lama.
desk-rewrap-file = Berkas kunci Anda yang lama
desk-rewrap-file-hint = Berkas ini tetap di peramban ini.
desk-rewrap-passphrase = Frasa sandi berkas itu
desk-rewrap-do = Kunci kasus saya untuk kunci baru
desk-rewrap-level = Peramban Anda yang melakukannya. Tidak ada kunci yang dikirim ke mana pun.
desk-rewrap-known = Kasus yang diperiksa: { $known }. Dikunci untuk kunci baru: { $count }.
desk-rewrap-over = Putaran ini selesai: kunci baru membuka semua kasus yang diserahkan meja ini. Simpan berkas kunci lama. Berkas itu diperlukan lagi untuk yang datang terlambat, untuk cadangan dari sebelum hari ini, dan untuk bagian yang dikunci petugas khusus untuk Anda atau jawaban penjaga kepada Anda.
desk-rewrap-closed = Tidak satu pun dari kedua kunci membuka kasus ini: { $names }. Minta rekan yang memegangnya untuk memberi Anda akses.
desk-journals = Jurnal saya
desk-journals-mean = Jurnal adalah laporan Anda sendiri yang Anda lanjutkan: selama berbulan-bulan dan bertahun-tahun Anda mencatat di dalamnya apa yang dilakukan terhadap orang, dan membaca jawaban petugasnya.
desk-journals-sealed = Tanda terimanya disimpan di sini, terkunci hanya untuk Anda: server tidak dapat membacanya, dan tidak ada orang lain di meja ini yang melihat bahwa Anda memilikinya. Anda tidak diberi akses ke kasus apa pun, juga tidak ke kelanjutan laporan Anda. Catatan tindakan menyebut bahwa Anda memasukkan laporan itu.
desk-journals-none = Anda belum menyimpan jurnal.
desk-journal-begin = Mulai jurnal
desk-journal-begin-how = Masukkan laporan, atas nama Anda sendiri atau organisasi Anda. Di halaman dengan tanda terimanya Anda dapat menyimpannya sebagai jurnal.
desk-journal-for = Dibaca petugas: { $body }
desk-journal-open = Buka “{ $name }”
desk-journal-answers = Jawaban petugasnya
desk-journal-no-answer = Mereka belum menjawab.
desk-journal-lost = Laporan ini tidak ada lagi: mungkin sudah dihapus. Tidak ada yang dapat dicatat di dalamnya.
desk-journal-last = Nomor terakhir dalam jurnal ini adalah { $number }.
desk-journal-log = Catat apa yang dilakukan terhadap seseorang
desk-journal-log-hint = Hanya petugas jurnal ini yang dapat membacanya, dan tidak dapat ditarik kembali. Jangan sebut nama bila bisa: nama akan ditanyakan bila diperlukan.
desk-journal-do = Catat
desk-journal-logged = Sudah dicatat. Nomornya { $number }. Simpan nomor itu bila mungkin ada kelanjutannya.
desk-journal-keep = Apakah ini laporan Anda sendiri?
desk-journal-keep-means = Kalau begitu Anda dapat menyimpan tanda terimanya di sini sebagai jurnal, terkunci hanya untuk Anda, dan melanjutkannya. Jangan pernah menyimpan di sini tanda terima milik orang lain.
desk-journal-name = Nama yang Anda berikan
desk-journal-keep-do = Simpan sebagai jurnal saya
desk-rewrap-journals = Tanda terima jurnal Anda ikut dikunci untuk kunci baru.
desk-rewrap-journals-over = Kunci baru membuka jurnal Anda.
fault-desk-journal-name = Beri jurnal itu nama, paling banyak 80 huruf.
fault-desk-journal-twice = Anda sudah menyimpan jurnal dengan nama atau tanda terima ini.
desk-vault = Siapa pelapornya
desk-vault-hint = Pelapor meninggalkan sebuah nama, yang disimpan oleh para penjaga dari lembaga yang berbeda. Anda maupun meja ini tidak dapat membacanya. Anda dapat memintanya; mereka yang memutuskan. Sebelum Anda dapat membaca nama itu, pemberitahuan untuk pelapor sudah ada di kotak suratnya; apakah saat itu sudah dibaca tidak diketahui.
desk-vault-kept = Pelapor menitipkan sebuah nama kepada para penjaga
desk-vault-consent = Pelapor menguncinya sehingga pelapor juga harus setuju, dengan tanda terimanya.
desk-vault-consent-waits = Pelapor belum setuju bahwa Anda membacanya. Pemberitahuan yang datang bersama jawaban penjaga pertama memintanya; pelapor tidak harus menjawab.
desk-vault-consent-entry = Setuju bahwa { $officers } membaca nama itu
desk-vault-keepers = Jumlah penjaga yang harus setuju: { $count }. Mereka adalah: { $names }.
desk-vault-name = Nama:
desk-vault-reach = Cara menghubunginya:
desk-vault-open-now = Ini ditampilkan satu kali, dan hilang saat Anda meninggalkan halaman ini. Jangan menuliskannya di tempat yang dibaca orang lain. Catatan menyatakan bahwa Anda telah membukanya.
desk-vault-false = Apa yang ditandatangani dan diberikan penjaga ini bukan yang dititipkan pelapor kepada mereka: { $names }. Beri tahu lembaga asal mereka.
desk-vault-unproven = Apa yang diserahkan meja ini atas nama penjaga ini tidak mereka tanda tangani untuk permintaan ini, atau tidak dikunci untuk kunci Anda: { $names }. Itu bisa jadi perbuatan server: jangan menuduh siapa pun, dan tanyakan kepada mereka lewat jalan lain.
desk-vault-shut = Terlalu sedikit yang diberikan yang utuh, jadi nama itu tetap terkunci.
desk-vault-ask = Minta nama itu kepada para penjaga
desk-vault-ask-means = Para penjaga membaca siapa Anda, dasarnya, dan alasan Anda, dan tidak membaca apa pun dari kasus ini. Begitu satu penjaga setuju, pelapor membaca di kotak surat bahwa Anda memintanya, dan atas dasar apa. Permintaan Anda tetap ada di dalam kasus.
desk-vault-ask-again = Anda sudah pernah meminta. Jika Anda meminta lagi, penjaga yang belum menjawab melihat permintaan baru, bukan yang lama; jawaban mereka yang sudah ada tetap pada permintaan lama.
desk-vault-basis = Dasar
desk-vault-why-hint = Paling banyak 2.000 huruf. Katakan mengapa hal itu tidak dapat dilakukan tanpa nama. Jangan menulis di sini apa yang hanya boleh diketahui pemegang kasus.
desk-vault-ask-do = Minta nama itu
desk-vault-level = Peramban Anda menguncinya bagi kasus ini dan para penjaga.
desk-vault-asked-own = Anda meminta nama itu
desk-vault-asked-by = { $name } meminta nama itu
desk-vault-asked-entry = Meminta nama pelapor kepada para penjaga
desk-vault-asked-on = diminta pada
desk-vault-open = Baca nama itu
desk-vault-waiting = belum menjawab
desk-vault-approved = setuju
desk-vault-refused = menolak
desk-keeper = Nama yang Anda jaga
desk-keeper-means = Petugas yang meminta nama seorang pelapor. Anda menyimpan satu bagian dari setiap nama, yang tidak mengatakan apa-apa kepada Anda. Hanya bersama penjaga dari lembaga lain bagian itu memungkinkan petugas yang meminta membacanya.
desk-keeper-approved = Bagian Anda telah diserahkan, dan pelapor telah diberi tahu.
desk-keeper-refused = Penolakan Anda telah disimpan. Petugas yang meminta membaca alasan Anda.
desk-keeper-none = Tidak ada yang meminta nama.
desk-keeper-more = { $count } permintaan lagi dari { $name } menunggu. Permintaan itu menyusul setelah Anda menjawab yang ini.
desk-keeper-damaged = Ini bukan yang ditandatangani petugas itu. Jangan menjawabnya, dan beri tahu pengelola meja ini.
desk-keeper-notice = Jika Anda setuju, pesan ini masuk ke kotak surat pelapor pada saat yang sama:
# safety-critical
desk-keeper-told = { $name } dari { $body } meminta untuk mengetahui siapa Anda. Dasar: { $what }. Seorang penjaga telah setuju. Jika cukup banyak penjaga setuju, petugas ini dapat membaca nama yang Anda titipkan. Jika Anda takut akan bahaya, segera tulis di sini atau minta perlindungan.
# safety-critical
desk-keeper-consent = Anda mengunci nama itu sehingga Anda juga harus setuju. Anda tidak harus: tanpa Anda nama itu tetap terkunci. Anda dapat menyetujui di tempat peramban Anda sendiri membuka jawaban, atau dengan program di komputer Anda sendiri.
desk-keeper-approve = Setuju dan serahkan bagian saya
desk-keeper-level = Ini tidak dapat ditarik kembali. Peramban Anda mengunci bagian itu hanya bagi petugas ini.
desk-keeper-refuse = Tolak
desk-keeper-why-hint = Paling banyak 2.000 huruf. Hanya petugas yang meminta yang membacanya.
desk-keeper-refuse-do = Tolak
fault-rewrap-early = Daftar petugas belum menyebut kunci baru Anda. Mereka yang menandatangani daftar harus menerbitkannya lebih dulu.
fault-rewrap-same = Ini kunci yang sudah dipakai akun Anda. Pilih berkas kunci Anda yang lama.
fault-desk-vault-consent = Pelapor belum setuju bahwa Anda membacanya. Tanpa itu nama tetap terkunci.
fault-desk-vault-few = Terlalu sedikit penjaga yang masih boleh diminta: ada yang tidak bertugas, atau dijauhkan dari kasus ini.
fault-desk-vault-reason = Pilih dasar yang memang ada, dan katakan alasannya, paling banyak 2.000 huruf.

## Mengatakan siapa diri Anda
identity-open = Katakan siapa Anda, hanya jika Anda mau
identity-heading = Siapa Anda
identity-lead = Anda boleh tetap tanpa nama untuk seterusnya. Jika Anda ingin petugas dapat mengetahuinya nanti, Anda dapat menitipkannya di sini, terkunci.
# safety-critical
identity-keepers = Tiga penjaga dari tiga lembaga yang berbeda masing-masing mendapat satu bagian kunci. Dua di antaranya harus setuju sebelum ada yang membaca nama Anda. Satu orang saja tidak membaca apa-apa, dan tak seorang pun dari mereka membaca laporan Anda.
# safety-critical
identity-told = Begitu salah satu dari mereka setuju, sebuah pesan di sini memberi tahu Anda siapa yang meminta dan atas dasar apa. Pesan itu tidak menghentikan mereka. Jadi lihatlah ke sini dari waktu ke waktu, dan segera tulis jika Anda takut akan bahaya.
identity-for = Nama dapat membantu melindungi Anda, mendengar Anda sebagai saksi, atau membayar apa yang menjadi hak Anda. Petugas juga dapat memintanya karena pengadilan memerintahkannya.
# safety-critical
identity-back = Jika Anda meminta penghapusan, apa yang disimpan para penjaga langsung hilang. Apa yang sudah dibaca orang tidak dapat dibatalkan.
# safety-critical
identity-here = Di halaman ini server kami melihat nama Anda sesaat. Jika bisa, jangan tulis nama di sini, dan temuilah seorang petugas.
identity-name = Nama Anda
identity-reach = Cara aman untuk menghubungi Anda
identity-reach-hint = Misalnya orang atau tempat untuk menanyakan Anda, dan kapan.
identity-leave-out = Kecualikan seorang penjaga
identity-leave-out-hint = Centang siapa yang tidak Anda percayai, juga mereka yang Anda kecualikan dalam laporan: hal itu terkunci di dalamnya dan tidak diketahui di sini. Jika tersisa penjaga dari kurang dari tiga lembaga, tidak ada yang dikunci.
# safety-critical
identity-consent = Tidak ada yang membacanya sebelum saya juga setuju
# safety-critical
identity-consent-means = Maka Anda harus kembali dengan tanda terima setelah seorang penjaga setuju, dan menyetujui petugas yang meminta. Jika tanda terima hilang, atau Anda tidak kembali, nama itu tetap terkunci untuk selamanya, juga ketika nama itu dapat melindungi Anda. Anda hanya dapat menyetujui di tempat peramban Anda sendiri membuka jawaban, seperti di sini, atau dengan program di komputer Anda sendiri. Jika tanda terima itu sekali saja terkirim ke kantor ini, misalnya di tempat peramban Anda tidak membuka jawaban sendiri, komputer kantor dapat membuka kunci ini sejak itu.
identity-next = Periksa sekali lagi
identity-check = Kunci ini bagi para penjaga?
identity-check-means = Inilah yang dibaca petugas yang meminta setelah dua penjaga setuju:
identity-do = Kunci
identity-change = Ubah, atau jangan kirim
# safety-critical
identity-none = Kantor ini tidak memiliki penjaga dari tiga lembaga. Jadi kantor ini tidak dapat menyimpan nama Anda dengan cara yang tidak dapat dibuka satu lembaga sendirian. Tidak ada yang diminta dari Anda di sini.
# safety-critical
fault-identity-consent = Kunci yang hanya dapat dibuka tanda terima Anda dibuat di peramban Anda sendiri atau dengan program di komputer Anda sendiri, bukan di halaman ini. Tidak ada yang dikunci. Kirim tanpa centang itu, atau kembalilah dengan peramban yang mengunci.
consent-open = Izinkan { $name } dari { $body } membaca nama Anda
consent-heading = Setuju bahwa { $name } dari { $body } membaca nama Anda?
# safety-critical
consent-means = Ini tidak dapat ditarik kembali. Begitu cukup banyak penjaga juga setuju, petugas ini, dan tidak ada yang lain, dapat membaca nama yang Anda titipkan. Petugas laporan Anda melihat bahwa Anda setuju. Anda tidak harus menjawab: tanpa Anda nama itu tetap terkunci.
consent-do = Setuju
sent-consent-heading = Persetujuan Anda telah disimpan
# safety-critical
fault-consent-officer = Petugas ini tidak bertugas, atau tidak boleh lagi memegang laporan Anda. Tidak ada yang dikirim.
sent-identity-heading = Nama Anda telah dikunci bagi para penjaga
fault-identity-name = Ketik nama yang ingin Anda titipkan, atau kembali.
# safety-critical
fault-identity-few = Tersisa penjaga dari kurang dari tiga lembaga. Centang lebih sedikit, atau kembali: tidak ada yang dikunci.

## The public's door
observatory-name = Angka untuk umum
observatory-way = Halaman
observatory-home = Angka
observatory-codebook = Daftar kode
observatory-downloads = Unduhan
observatory-heading = Apa yang dialami orang yang bersuara
observatory-lead = Apa yang diumumkan lembaga penerima laporan korupsi dan pelanggaran: dihitung, dibulatkan, dan tanpa seorang pun yang dapat dikenali.
observatory-released = Yang sudah diterbitkan
observatory-none = Belum ada yang diterbitkan.
observatory-none-text = Sebuah tabel diumumkan sebelum periodenya mulai, dan diterbitkan setelah periodenya selesai. Yang pertama akan ada di sini.
observatory-already = Yang sudah ada di sini
observatory-already-text = { $lists } daftar dengan { $codes } kode yang dipakai untuk menghitung semuanya.
observatory-to-codebook = Baca daftar kode
observatory-to-downloads = Unduh daftarnya
observatory-published = Yang akan diterbitkan
observatory-published-text = Aturan ini berlaku sejak terbitan pertama. Di samping setiap angka tertulis bagaimana angka itu dibuat, dan apa yang tidak dapat dikatakannya.
observatory-published-tables = Tabel tentang apa yang dilakukan terhadap orang yang melapor atau membela hak: jenis perbuatan, sektor, pelaku, dan hasilnya. Paling banyak dua dari hal ini dalam satu tabel.
observatory-published-suits = Perkara pengadilan terhadap orang yang bersuara, dan berapa di antaranya yang bertujuan membungkam.
observatory-published-deadlines = Seberapa baik setiap lembaga menepati hari yang dijanjikannya: eksak, per lembaga dan tahun, bila tidak ada angka dari 1 sampai 9 yang dapat dihitung darinya.
observatory-published-year = Satu tabel tepat untuk setiap lembaga dan tahun: berapa laporan yang masuk, dan bagaimana ditutup. Tabel ini tidak diterbitkan jika di dalamnya ada angka dari 1 sampai 9.
observatory-published-sdg = Deret indikator 16.10.1 Perserikatan Bangsa-Bangsa, pembunuhan dan serangan lain terhadap pembela hak asasi manusia, jurnalis dan anggota serikat pekerja: tepat, dan hanya dengan kasus terverifikasi yang sudah diketahui umum atau yang disetujui oleh yang bersangkutan.
observatory-never = Yang tidak pernah diterbitkan
# safety-critical
observatory-never-words = Tidak ada kata yang ditulis seseorang, tidak ada nama, tidak ada desa atau kantor, tidak ada hari.
# safety-critical
observatory-never-case = Tidak ada satu kasus pun, dan tidak ada yang mengarah kembali kepadanya. Angka dibuat dari kode yang tidak membawa nomor kasus.
# safety-critical
observatory-never-difference = Tidak ada tabel kedua yang dapat dikurangkan dari tabel pertama sampai tersisa satu orang.
# safety-critical
observatory-never-visitors = Tidak ada apa pun tentang Anda. Halaman ini tidak memasang kuki, tidak menghitung siapa pun dan tidak memuat apa pun dari tempat lain. Jika kantor ini sendiri yang menyajikannya, tidak ada alamat pengunjung yang dicatat.
observatory-rounding = Bagaimana angka dibulatkan, dan mengapa
observatory-rounding-why = Di tempat kecil semua orang tahu siapa angka 1 dalam sebuah tabel. Karena itu setiap angka dalam terbitan adalah kelipatan 3.
observatory-rounding-how = Jumlah seluruhnya, dan satu pertanyaan utama beserta tabelnya: angka di antara dua kelipatan 3 menjadi salah satunya, yang lebih dekat dua kali lebih sering. Semua angka lain dibulatkan supaya semuanya tetap cocok bila dijumlahkan, dan sebagian meleset lebih jauh; setiap terbitan menyebutkan yang mana. Rata-rata tidak ada yang bertambah atau berkurang.
observatory-rounding-table = Arti sebuah angka, pada jumlah seluruhnya dan tabel utama
observatory-rounding-shown = Angka yang ditampilkan
observatory-rounding-stands = Angka yang dihitung
observatory-rounding-between = { $least } sampai { $most }
observatory-rounding-compare = Dua jumlah seluruhnya, atau dua angka dari tabel utama, yang berbeda 3 mungkin mewakili jumlah yang sama. Jika berbeda 6 atau lebih, tidak. Untuk angka yang meleset lebih jauh, hal ini tidak dapat dikatakan.
observatory-rounding-exact = Hanya tabel tepat yang disebut di atas yang tidak dibulatkan.
observatory-reading = Cara membaca angka
observatory-reading-text = Yang dihitung adalah apa yang berani dilaporkan seseorang dan dicatat sebuah lembaga, bukan semua yang terjadi. Angka kecil dapat berarti sedikit yang terjadi, atau sedikit orang yang percaya pada cara melapor.
observatory-who = Siapa yang bertanggung jawab
observatory-who-text = Penjaga data menandatangani setiap terbitan, dan tidak dapat membuka perkara apa pun. Siapa pun yang punya catatan berkode dan kunci pembulatan dapat membuat terbitan lagi dan harus mendapat berkas yang sama, bita demi bita.
observatory-codebook-lead = Dengan kode ini semuanya dihitung. Sebuah kode tidak pernah berubah arti, sehingga angka dari dua tahun atau dua lembaga dapat dibandingkan.
observatory-codebook-text = Pilih sebuah daftar. Setiap kode memiliki alamat sendiri yang dapat dikutip, dan mengatakan dari mana asalnya dan seberapa pasti hal itu.
observatory-codebook-size = { $lists } daftar, { $codes } kode.
observatory-version = Versi { $version }
observatory-codes = { $count } kode
observatory-group-acts = Apa yang dilakukan
observatory-group-people = Terhadap siapa
observatory-group-doers = Oleh siapa
observatory-group-wrongs = Isi laporan
observatory-group-knowing = Seberapa banyak yang diketahui
observatory-group-suits = Di pengadilan
observatory-group-protection = Pelindungan dan pemulihan
observatory-group-work = Bagaimana kasus dikerjakan
observatory-group-figures = Angka yang diterbitkan
observatory-sure = Seberapa pasti
observatory-sure-text = Banyak kode berasal dari undang-undang dan standar. Di samping setiap kode tertulis sumbernya, dan seberapa pasti sumber itu mengatakannya. Tanda dalam kurung berarti: [V] dibaca di sana; [M-h], [M-m] dan [M-l] diingat, dari cukup pasti sampai hampir tidak pasti; OWN dari proyek ini sendiri; OUTDOC hasil sebuah dialog kawasan.
observatory-sure-read = dibaca di sumbernya
observatory-sure-read-means = Seseorang dari proyek ini membacanya di sana.
observatory-sure-high = diingat, cukup pasti
observatory-sure-high-means = Diingat oleh orang yang bekerja dengan sumber itu. Belum ada yang membandingkannya.
observatory-sure-medium = diingat, kurang pasti
observatory-sure-medium-means = Bandingkan dengan sumbernya sebelum Anda mengandalkannya.
observatory-sure-low = hampir tidak pasti
observatory-sure-low-means = Diingat samar-samar, atau belum ada yang menilainya.
observatory-sure-own = dari proyek ini sendiri
observatory-sure-own-means = Tidak ada standar yang mengatakannya.
observatory-states = Seberapa jauh label sudah diperiksa
observatory-states-text = Daftar ditulis dalam bahasa Inggris. Label dalam bahasa lain mengatakan sudah sampai mana. Dalam SKOS label yang masih konsep tidak disertakan.
observatory-state-draft = konsep
observatory-state-draft-means = Belum ada penutur bahasa itu yang memeriksanya.
observatory-state-reviewed = diperiksa
observatory-state-reviewed-means = Satu penutur bahasa itu telah memeriksanya.
observatory-state-approved = disetujui
observatory-state-approved-means = Mereka yang bertanggung jawab atas kata-kata dalam bahasa itu telah setuju.
observatory-relations = Hal yang sama dalam skema lain
observatory-relations-text = Jika skema pihak lain memiliki kode untuk hal yang sama, kode itu disebut, beserta hubungan keduanya dan seberapa pasti hal itu (tandanya sama dengan tanda sumber). Teks dari skema lain tidak diteruskan.
observatory-schemes = Skemanya
observatory-relation-exact = sama
observatory-relation-exact-means = Keduanya berarti sama.
observatory-relation-close = dekat
observatory-relation-close-means = Yang satu dapat menggantikan yang lain jika tidak banyak yang bergantung padanya.
observatory-relation-broad = lebih luas
observatory-relation-broad-means = Kode yang lain lebih luas.
observatory-relation-narrow = lebih sempit
observatory-relation-narrow-means = Kode yang lain lebih sempit.
observatory-relation-related = berkaitan
observatory-relation-related-means = Keduanya berkaitan satu sama lain.
observatory-relation-candidate = belum diperiksa
observatory-relation-candidate-means = Mungkin cocok. Belum ada yang memeriksa.
observatory-labels = Label dalam { $language }: { $labelled } dari { $codes }, { $state }.
observatory-labels-none = Daftar ini hanya memiliki label dalam bahasa Inggris.
observatory-list-files = Unduh daftar ini:
observatory-list-codes = Kode
observatory-groups = Bagian dari daftar ini
observatory-replaced = Tidak dipakai lagi sejak versi { $version }. Gunakan gantinya:
observatory-above = Termasuk dalam
observatory-source = Sumber
observatory-since = Sejak
observatory-country = Hanya di
observatory-downloads-lead = Semua yang ada di halaman ini sebagai berkas, untuk lembar kerja dan program lain. Tanpa akun, tanpa formulir, dan alamatnya sama bagi orang dan mesin.
observatory-downloads-none = Angka datang bersama terbitan pertama. Sampai saat itu ada daftar kode.
observatory-catalogue = Katalog
observatory-catalogue-text = Satu berkas menyebut semua yang dapat diunduh, dengan jenis dan ukurannya. Portal data terbuka membacanya.
observatory-together = Semua daftar kode dalam satu berkas
observatory-together-text = Setiap daftar dengan semua yang diketahui tentang setiap kode. SCHEMES menyebut skema pihak lain yang dirujuk kode.
observatory-formats = Jenis berkas
observatory-format-csv = Tabel dalam teks biasa, untuk lembar kerja dan statistik. Hurufnya dalam UTF-8.
observatory-format-csvw = Arti kolom tabel itu, menurut W3C.
observatory-format-json = Hal yang sama dengan selengkapnya, untuk program.
observatory-format-skos = Hal yang sama sebagai data tertaut (Turtle), dengan hubungan antarkode. Label yang masih konsep tidak disertakan.
observatory-format-dcat = Katalog sebagai data tertaut (JSON-LD).
observatory-terms = Syarat penggunaan
observatory-terms-text = Daftar ini adalah bagian dari program bebas dan berada di bawah lisensinya, GNU AGPL versi 3 atau yang lebih baru. Kode dari skema lain adalah milik penerbitnya.
observatory-each = Setiap daftar kode sendiri
observatory-dataset-together = Semua daftar kode, versi { $version }
observatory-dataset-together-text = Setiap daftar kode proyek ini dengan definisi, sumber, hubungan dengan skema lain dan label.
observatory-dataset-list-text = Daftar kode dengan { $count } kode.
figures-releases = Terbitan
figures-releases-lead = Setiap terbitan tentang satu triwulan atau satu tahun. Terbitan diumumkan sebelum waktu itu mulai, dan tidak pernah diubah.
figures-to-releases = Semua terbitan
figures-together = Terbitan digabungkan
figures-together-unsigned = Berkas-berkas ini digabungkan dari terbitan-terbitan dan tidak ditandatangani sendiri. Apa yang ditandatangani ada pada setiap terbitan.
figures-together-text = Tabel yang sama dari setiap terbitan dalam satu berkas, dan deret eksak sebagai lembar untuk Tujuan Pembangunan Berkelanjutan.
figures-check = Periksa sendiri sebuah terbitan
figures-check-text = Setiap terbitan ada di sini seperti ketika ditandatangani, dengan pengumumannya, sidik berkas-berkasnya dan tanda tangannya. Siapa yang punya program bebas kantor ini, sidik catatan pendiriannya, dan map “trust” milik kantor dengan kunci dan daftar petugasnya dapat memeriksa semuanya tanpa harus mempercayai halaman ini. Map itu tidak ada di sini: mintalah kepada kantor.
figures-title = { $kind }: { $period }
figures-kind-act = Tindakan terhadap orang yang bersuara
figures-kind-case = Laporan diterima dan kasus ditutup
figures-kind-case-of = { $kind }, { $body }
figures-kind-person = Orang yang dirugikan (SDG 16.10.1)
figures-kind-proceeding = Perkara pengadilan terhadap orang yang bersuara
figures-kind-protection = Permintaan perlindungan
figures-quarter-1 = triwulan pertama { $year }
figures-quarter-2 = triwulan kedua { $year }
figures-quarter-3 = triwulan ketiga { $year }
figures-quarter-4 = triwulan keempat { $year }
figures-year = tahun { $year }
figures-answer-rounded = Sekitar { $total } tercatat.
figures-answer-all = Angka ini dan semua angka lain di sini dibulatkan ke kelipatan 3.
figures-answer-cases = { $received } laporan masuk dan { $closed } kasus ditutup. Angka-angka ini eksak.
figures-answer-persons = { $persons } orang dirugikan yang setuju untuk dihitung atau yang kasusnya sudah umum. Angka ini eksak.
figures-rehearsal = Ini latihan. Angka-angka ini bukan tentang sesuatu yang terjadi.
figures-tables = Tabel di halaman ini
figures-by = { $rows } × { $columns }
figures-in-groups = { $title } (kelompok)
figures-number = Jumlah
figures-all = Semua
figures-not-stated = Tidak disebutkan
figures-zeros = Kategori yang menunjukkan 0
figures-how = Bagaimana angka dibulatkan
figures-defined = Definisi:
figures-note-near = Setiap angka adalah kelipatan 3 dan kurang dari 3 jauhnya dari yang dihitung: 0 berarti 0, 1 atau 2.
figures-note-far = Setiap angka adalah kelipatan 3. Angka itu dapat lebih dari 2 jauhnya dari yang dihitung, dan 0 dapat berarti lebih dari 2. Rata-rata tidak ada yang ditambah dan tidak ada yang hilang.
figures-note-cases = Angka-angka ini eksak. Tahun yang salah satu angkanya antara 1 dan 9 tidak diterbitkan.
figures-note-promises = Angka-angka ini eksak. Angka itu tidak diterbitkan bila salah satunya, atau jumlah kasus yang dapat dihitung dengannya, antara 1 dan 9.
figures-note-persons = Angka-angka ini eksak. Setiap orang dihitung satu kali untuk setiap jenis kerugian.
figures-about = Tentang terbitan ini
figures-fact-period = Waktu
figures-fact-bodies = Lembaga yang catatannya dihitung
figures-fact-declared = Diumumkan pada
figures-fact-signed = Ditandatangani oleh
figures-fact-codebook = Versi daftar kode
figures-fact-name = Nama
figures-fact-digest = Sidik dari daftar sidiknya
figures-agreement = Seberapa sepakat para pengode
figures-agreement-text = Tindakan terhadap nyawa, dan sejauh mana suatu tindakan diverifikasi, dikode oleh dua petugas, dan tak seorang pun melihat dahulu kode yang lain. Kode mereka dibandingkan atas kasus yang dibuka seorang pimpinan lembaga itu, termasuk yang ternyata tidak benar dan tidak dihitung. Yang dikode suatu lembaga di tempat lain dan diserahkan kemudian tidak termasuk. Kappa 1 bila semua sepakat, dan 0 bila tidak lebih sering sepakat daripada kebetulan. Pasangan dan kappa ditunjukkan bertingkat, dan berapa yang sepakat tidak ditunjukkan, supaya tidak ada hitungan kecil yang dapat disimpulkan darinya.
figures-agreement-text-proceeding = Apakah suatu gugatan merupakan SLAPP dinilai oleh dua petugas, dan penilaian yang lain tidak diperlihatkan sebelum menandatangani. Yang dibandingkan ialah apa yang ditandatangani dua orang pertama, bila tak seorang pun dapat membacanya lebih dahulu dalam kode yang lain, atas perkara yang dibuka seorang pimpinan lembaga itu: pendapat mereka, dan keenam belas indikator bersama-sama, masing-masing ada, tidak ada atau tidak diketahui. Pasangan ialah gugatan, juga bila indikator yang dibandingkan. Gugatan yang dimasukkan ke dalam angka dari tempat lain tidak termasuk. Kappa 1 bila semua sepakat, dan 0 bila tidak lebih sering sepakat daripada kebetulan. Pasangan dan kappa ditunjukkan bertingkat, dan berapa yang sepakat tidak ditunjukkan, supaya tidak ada hitungan kecil yang dapat disimpulkan darinya.
figures-agreement-of = { $body }, { $field }: { $pairs } pasangan atau lebih, dan kappa Cohen { $kappa }.
figures-agreement-indicators = indikator SLAPP
figures-agreement-low = di bawah 0,4
figures-agreement-moderate = dari 0,4 hingga di bawah 0,6
figures-agreement-good = dari 0,6 hingga di bawah 0,8
figures-agreement-high = 0,8 atau lebih
figures-agreement-none = Tidak diketahui: tidak ada lembaga yang menyerahkannya, atau terlalu sedikit yang ditemukan dua orang untuk ditunjukkan (paling sedikit 60 pasangan).
figures-quality = Apa yang tidak dapat dikatakan angka ini
figures-quality-dared = Yang dihitung adalah apa yang berani dilaporkan dan yang dicatat, bukan semua yang terjadi.
figures-quality-rounded = Jangan menjumlahkan kategori bila tabel yang lebih kasar punya jumlahnya: setiap angka dibulatkan, dan selisihnya ikut terjumlah.
figures-quality-case = Sebuah kasus dihitung dalam tahun ketika masuk atau ditutup, dan sekali lagi bila dibuka lalu ditutup kembali.
figures-quality-promises = Apakah suatu hari ditepati adalah yang ditemukan program kantor itu sendiri dalam kasus ketika seorang petugas terakhir menetapkan catatannya. Tidak ada pihak luar yang memeriksanya.
figures-quality-person = Ini batas bawah. Siapa yang tidak setuju dihitung tidak ada di dalamnya. Orang yang dikenal dua lembaga dihitung oleh keduanya.
figures-quality-bodies = Lembaga mana yang menyerahkan catatan bukan bagian dari terbitan: itu akan menjadi angka eksak di samping angka yang dibulatkan.
figures-quality-agreement = Seberapa sepakat dua orang yang mengode atau menilai hal yang sama ditunjukkan hanya untuk tindakan terhadap nyawa, untuk sejauh mana suatu tindakan diverifikasi, dan untuk apakah suatu gugatan merupakan SLAPP. Yang dihitung di sini tidak termasuk.
figures-quality-imported = Yang dalam sebuah kasus harus dikode dua orang mungkin dikode satu orang saja, bila suatu lembaga mengambil catatan dari daftar yang disimpannya di tempat lain. Berapa catatan seperti itu tidak disebutkan dalam terbitan mana pun.
figures-quality-change = Angka yang naik atau turun 3 mungkin tidak berarti perubahan sama sekali. Bila angka dapat meleset lebih jauh, seperti disebutkan dalam catatan tabelnya, selisih 6, 9 atau lebih pun mungkin tidak berarti perubahan.
figures-quality-suits = Apakah sebuah perkara dimaksudkan untuk membungkam seseorang adalah penilaian lembaga yang mencatatnya. Itu bukan putusan pengadilan.
figures-files = Terbitan ini seperti ketika ditandatangani
figures-files-text = Berkas-berkas ini byte demi byte sama dengan yang ditandatangani.
figures-further = Baca lebih lanjut
figures-as-page = Yang sama sebagai halaman
figures-terms = Angka yang diterbitkan belum menyebut lisensi.
figures-licence = Pihak yang menerbitkan angka ini menempatkannya di bawah lisensi berikut:
figures-format-uwazi = Tabel seperti yang diimpor Uwazi: judul properti di atas, kelompok dan istilah digabung dengan dua titik dua. Kami tahu aturannya dari dokumennya, dan belum ada yang mencoba mengimpornya.
figures-time-title = { $kind }: dari waktu ke waktu
figures-time-lead = Tabel yang sama, satu periode demi satu periode.
figures-time-text = Batang-batang dalam satu tabel punya satu skala, sehingga dapat dibandingkan. Periode ditulis sebagai tahun dan triwulan. Garis berdiri bila sebuah terbitan tidak punya tabel atau kategori itu. Lebih dari dua belas periode ada dalam berkas.
figures-suits = Perkara pengadilan terhadap orang yang bersuara
figures-suits-none = Belum ada yang diterbitkan tentang perkara pengadilan.
figures-suits-text = Sebagian gugatan dan pengaduan pidana tidak diajukan untuk menang, tetapi untuk melelahkan dan menakuti orang yang bersuara. Di sini tertulis siapa yang mengajukannya, dengan hukum apa, tentang apa, dan apa hasilnya.
figures-suits-lead = Angka terbaru adalah dari { $period }. { $answer }
figures-suits-missing = Tidak diumumkan untuk periode ini, dan karena itu tidak ditunjukkan: { $tables }.
figures-bodies = Apa yang diterima dan ditutup setiap lembaga
figures-bodies-none = Belum ada lembaga yang menerbitkan satu tahun.
figures-bodies-lead = Satu tabel eksak untuk setiap lembaga, tahun demi tahun.
figures-deadlines = Hari yang dijanjikan
figures-deadlines-none = Belum ada lembaga yang menerbitkan bagaimana ia menepati hari yang dijanjikannya.
figures-deadlines-why = Lembaga dan tahun tidak ada di sini bila tidak setiap kasus mengatakannya, atau bila angka dari 1 sampai 9 dapat dihitung darinya. Yang mana di antara keduanya tidak dikatakan. Setiap pelapor diberi tahu hari-hari kasusnya sendiri.
figures-deadlines-how = Dari kasus yang masuk tahun itu. Penerimaan dikonfirmasi dengan jawaban pertama atau dengan menutup kasus, dan hasil disampaikan dengan menutupnya. Yang belum jatuh tempo ketika catatan terakhir dibuat dihitung sebagai itu.
figures-promise-result = { $promise }: { $result }
figures-cases = Kasus
figures-case-received = Diterima
figures-case-closed-out = Ditutup: bukan untuk lembaga ini, atau terlalu sedikit bahan
figures-case-closed-sub = Ditutup setelah diperiksa
figures-case-closed-act = Ditutup, dan sesuatu menyusul
figures-sdg = Orang yang dirugikan: indikator 16.10.1
figures-sdg-none = Belum ada tahun yang diterbitkan.
figures-sdg-lead = Pembunuhan dan serangan lain terhadap wartawan, pengurus serikat pekerja dan pembela hak asasi manusia, tahun demi tahun.
figures-sdg-text = Ini indikator 16.10.1 dari Tujuan Pembangunan Berkelanjutan Perserikatan Bangsa-Bangsa. Yang dihitung hanya kasus yang diverifikasi lembaga independen, dan hanya bila orangnya, atau yang berbicara baginya, setuju, atau kasusnya sudah umum.
figures-sdg-sheet = Lembar di antara berkas punya kolom yang dipakai Perserikatan Bangsa-Bangsa untuk membagikan angka tujuan itu, dan dua kolom kami sendiri: siapa yang dirugikan, dan bagaimana. Kode deret dan wilayah dibiarkan kosong: kantor statistik negara mengisinya.
figures-harm = Kerugian
figures-harm-killing = Pembunuhan
figures-harm-enforced-disappearance = Penghilangan paksa
figures-harm-torture = Penyiksaan
figures-harm-arbitrary-detention = Penahanan sewenang-wenang
figures-harm-kidnapping = Penculikan
figures-harm-other-harmful-acts = Tindakan merugikan lainnya
figures-group-journalist = Wartawan
figures-group-trade-unionist = Pengurus serikat pekerja
figures-group-human-rights-defender = Pembela hak asasi manusia
figures-dimension-body = Lembaga
figures-dimension-country = Negara
figures-dimension-online = Apakah terjadi secara daring
figures-dimension-cross-border = Apakah melintasi perbatasan
figures-dimension-event = Apa yang terjadi pada kasus
figures-dimension-acknowledgement = Penerimaan dikonfirmasi
figures-dimension-feedback = Hasil disampaikan
figures-dimension-figure = Yang masuk dan ditutup
figures-dimension-group = Kelompok
figures-dimension-harm = Kerugian
figures-dimension-promise = Yang dijanjikan
figures-dimension-result = Apakah tepat waktu
figures-dimension-shown-because = Mengapa seseorang dihitung
figures-word-yes = Ya
figures-word-no = Tidak
figures-word-unknown = Tidak diketahui
figures-word-kept = Tepat waktu
figures-word-late = Terlambat, atau tidak sama sekali
figures-word-not_due = Belum jatuh tempo
figures-word-received = Diterima
figures-word-closed = Ditutup
figures-word-consented = Setuju
figures-word-public = Sudah umum
figures-country-id = Indonesia
figures-country-kh = Kamboja
figures-country-la = Laos
figures-country-my = Malaysia
figures-country-ph = Filipina
figures-country-th = Thailand
figures-country-tl = Timor-Leste
figures-country-vn = Vietnam
figures-country-other = Negara lain
figures-dataset-series = { $table }, semua terbitan
figures-dataset-series-text = Tabel yang sama dari setiap terbitan sejauh ini, satu baris untuk setiap kategori. Baris satu terbitan sama seperti ketika diterbitkan.
figures-dataset-sdg = Orang yang dirugikan, indikator 16.10.1, sebagai lembar
figures-dataset-sdg-text = Deret eksak dari setiap terbitan sejauh ini, dengan kolom yang dipakai Perserikatan Bangsa-Bangsa untuk membagikan angka tujuan itu. Kode deret dan wilayah kosong.

## What the code lists are called
list-act-completion = Sejauh mana perbuatan dilakukan
list-age-band = Umur
list-case-link = Bagaimana kasus berkaitan
list-case-status = Sampai mana kasus dikerjakan
list-chain-relation = Bagaimana kejadian saling menyusul
list-claimant-type = Siapa yang menggugat
list-conf-status = Apakah sebuah angka boleh diterbitkan
list-consent-scope = Apa yang disetujui seseorang
list-counting-unit = Siapa yang dihitung sebagai satu
list-custody-event = Apa yang dilakukan dengan bukti
list-date-precision = Seberapa tepat sebuah tanggal
list-disclosure-basis = Mengapa nama diminta
list-disposition = Apa hasil dari sebuah dugaan
list-evidence-type = Jenis bukti
list-group-size-band = Besar kelompok
list-impunity-status = Keadilan apa yang tercapai
list-incident-type = Jenis kejadian
list-intervention-response = Bagaimana bantuan ditanggapi
list-intervention-type = Jenis bantuan
list-involvement-degree = Bagaimana seseorang terlibat
list-legal-basis = Hukum yang dipakai melawan orang
list-location-precision = Seberapa tepat sebuah tempat
list-obs-status = Mutu sebuah angka
list-perpetrator-status = Apa yang terjadi pada pelaku
list-perpetrator-type = Jenis pelaku
list-population-group = Kelompok penduduk
list-proceeding-outcome = Bagaimana perkara berakhir
list-proceeding-stage = Sampai mana perkara berjalan
list-proceeding-type = Jenis perkara
list-protected-activity = Kegiatan yang dilindungi
list-protection-measure = Apa yang melindungi
list-protection-refusal = Mengapa pelindungan ditolak
list-protection-status = Sampai mana permintaan pelindungan
list-referral-status = Sampai mana pelimpahan ke lembaga lain
list-relief-sought = Apa yang diminta penggugat
list-remedy = Pemulihan
list-remedy-level = Sejauh mana pemulihan
list-removal-reason = Mengapa sesuatu dihapus dari salinan
list-report-channel = Bagaimana laporan datang
list-retaliation-form = Bentuk pembalasan
list-review-ground = Mengapa peninjauan diminta
list-right-affected = Hak asasi manusia yang tersentuh
list-risk-factor = Apa yang menambah atau mengurangi bahaya
list-risk-level = Seberapa tinggi risiko
list-risk-likelihood = Seberapa mungkin bahaya terjadi
list-risk-severity = Seberapa berat bahayanya
list-sdc-method = Bagaimana sebuah angka dilindungi
list-sector = Sektor
list-sex-gender = Jenis kelamin dan gender
list-sharing-level = Kepada siapa sesuatu boleh diteruskan
list-slapp-assessment = Apakah gugatan bertujuan membungkam
list-slapp-feature = Ciri gugatan yang membungkam
list-slapp-indicator = Tanda gugatan yang membungkam
list-slapp-remedy = Pengaman terhadap gugatan yang membungkam
list-slapp-topic = Tentang apa gugatan yang membungkam
list-source-connection = Dari mana sumber mengetahui
list-source-reliability = Seberapa dapat dipercaya sumber
list-triage-criterion = Apa yang ditimbang penilaian awal
list-triage-decision = Apa yang diputuskan penilaian awal
list-uncac-offence = Tindak pidana korupsi dan pelanggaran
list-verification-status = Sejauh mana sesuatu diverifikasi
list-victim-role = Apa yang menjadikan seseorang sasaran

# Lawsuits and charges (decision 0059)

proceeding-heading = Gugatan atau tuntutan karena hal ini
proceeding-lead = Apakah ada yang digugat atau dituntut karena hal ini, atau diancam akan digugat? Anda dapat mencatatnya di sini dengan apa yang diketahui tentang pengadilan dan tanggalnya, dan mencatat lagi bila ada perubahan. Setelah itu Anda diberi tahu apa yang diketahui tentang langkah pertama.
proceeding-open = Catat gugatan atau tuntutan
proceeding-means = Catatan Anda dikunci seperti pesan, sehingga hanya petugas laporan Anda yang dapat membacanya. Siapa yang dapat membacanya saat dikirim tertulis pada tombol. Setelah terkunci, komputer kantor melihat bahwa sesuatu dicatat dan pada hari apa, tetapi tidak bahwa itu tentang pengadilan.
# safety-critical
proceeding-advice = Ini bukan nasihat hukum. Jika surat dari pengadilan atau polisi datang, tunjukkan kepada pengacara hari ini juga: ada tenggat yang tidak dapat diganti.
proceeding-one = Satu catatan untuk satu perkara. Bila perkara berlanjut, buat catatan lain dengan nomor yang pertama dan tulis hanya yang berubah.
proceeding-country = Di negara mana pengadilannya?
proceeding-in-bn = Brunei
proceeding-in-id = Indonesia
proceeding-in-kh = Kamboja
proceeding-in-la = Laos
proceeding-in-mm = Myanmar
proceeding-in-my = Malaysia
proceeding-in-ph = Filipina
proceeding-in-sg = Singapura
proceeding-in-th = Thailand
proceeding-in-tl = Timor-Leste
proceeding-in-vn = Vietnam
proceeding-in-other = Negara lain
proceeding-kind = Jenis perkara apa?
proceeding-court = Di hadapan siapa sekarang?
proceeding-court-police = Polisi atau instansi
proceeding-court-prosecutor = Jaksa
proceeding-court-first = Pengadilan tingkat pertama
proceeding-court-appeal = Pengadilan banding
proceeding-court-final = Pengadilan tertinggi
proceeding-court-tribunal = Mahkamah atau badan disiplin
proceeding-court-none = Belum ada: baru ancaman
proceeding-court-unknown = Saya tidak tahu
proceeding-basis = Apa yang digugat atau didakwakan?
proceeding-claimant = Siapa yang mengajukannya?
proceeding-defendants = Berapa yang digugat atau didakwa?
proceeding-individuals = Apakah orang yang digugat atau didakwa, bukan hanya organisasi?
proceeding-individuals-yes = Ya
proceeding-individuals-no = Tidak
proceeding-individuals-unknown = Saya tidak tahu
proceeding-activity = Apa yang mereka lakukan sebelumnya?
proceeding-activity-hint = Hal yang menurut Anda dibalas oleh perkara ini.
proceeding-topic = Tentang apa itu?
proceeding-also = Dan juga
proceeding-stage = Sampai di mana perkaranya?
proceeding-outcome = Bagaimana akhirnya?
proceeding-outcome-hint = Selama masih berjalan, pilih bahwa perkara belum selesai.
proceeding-filed = Kapan diajukan?
proceeding-served = Kapan suratnya sampai?
proceeding-served-hint = Hari ketika seseorang menerima atau menemukan suratnya. Di beberapa pengadilan tenggat jawaban dihitung dari hari itu.
proceeding-ended = Kapan berakhir?
proceeding-more = Keterangan lain, jika Anda tahu
proceeding-direction = Terhadap siapa?
proceeding-direction-against_target = Orang yang bersuara
proceeding-direction-against_perpetrator = Orang yang berbuat salah
proceeding-direction-by_target = Diajukan oleh orang yang bersuara
proceeding-court-name = Apa nama pengadilannya?
proceeding-docket = Nomor perkaranya
proceeding-statute = Undang-undang dan pasal
proceeding-claimant-name = Nama yang mengajukannya
proceeding-relief = Apa yang diminta dari pengadilan?
proceeding-amount = Kira-kira berapa uang yang dituntut?
proceeding-amount-hint = Menurut penghasilan yang lazim di negara itu, agar dapat dibandingkan.
proceeding-amount-none = Tidak ada
proceeding-amount-month = Sampai penghasilan sebulan
proceeding-amount-year = Sampai penghasilan setahun
proceeding-amount-ten_years = Sampai penghasilan sepuluh tahun
proceeding-amount-hundred_years = Sampai penghasilan seratus tahun
proceeding-amount-more = Lebih dari itu
proceeding-amount-unknown = Saya tidak tahu
proceeding-sum = Jumlahnya, dengan mata uang
proceeding-sum-hint = Hanya petugas laporan Anda yang membacanya. Jumlah ini tidak dihitung di mana pun.
proceeding-costs = Berapa biaya pembelaan sejauh ini?
proceeding-asked = Apa yang diminta dari pengadilan terhadap penyalahgunaan?
proceeding-granted = Mana yang dikabulkan?
proceeding-ruling = Apakah pengadilan sudah menyatakan ini penyalahgunaan?
proceeding-ruling-none = Belum
proceeding-ruling-found = Ya: ini penyalahgunaan
proceeding-ruling-rejected = Ya: ini bukan penyalahgunaan
proceeding-parallel = Berapa perkara lain atas kejadian yang sama?
proceeding-narrative = Apa lagi yang perlu diketahui?
proceeding-continues = Apakah ini lanjutan perkara yang pernah Anda catat?
proceeding-continues-hint = Nomor yang waktu itu ditunjukkan kepada Anda. Maka jawablah di atas hanya yang berubah.
proceeding-number = Apakah ini menyusul hal lain yang pernah Anda catat?
proceeding-number-hint = Nomor catatan itu, misalnya ancaman sebelumnya.
proceeding-relation = Hubungan keduanya: yang ini, terhadap yang itu, adalah
proceeding-send = Catat ini
sent-proceeding-heading = Perkara yang Anda catat telah disimpan

# What is known of defences, by country. Nothing of it is legal advice.

defence-heading = Yang harus dilakukan lebih dulu
# safety-critical
defence-no-advice = Ini bukan nasihat hukum, dan belum diperiksa pengacara di sana. Tunjukkan suratnya kepada pengacara atau lembaga bantuan hukum hari ini, dan tanyakan apa yang harus diserahkan pada hari apa.
# safety-critical
defence-none = Tidak ada yang tertulis di sini tentang pengadilan di sana, atau entri ini tidak menyebut negara. Itu tidak berarti masih ada waktu: tanyakan kepada pengacara hari ini sampai kapan jawaban harus diserahkan, dan di mana harus dikatakan bahwa perkara ini dimaksudkan untuk membungkam Anda.
# safety-critical
defence-unserved = Anda tidak memberi hari sampainya surat, sehingga tidak ada hari yang dapat dihitung. Carilah pada surat atau amplopnya.
# safety-critical
defence-due = Menurut yang tertulis di sini, hari terakhirnya { $date }.
defence-next = Pengadilan di sana tidak bekerja pada hari itu, dan mungkin menghitung sampai { $date }. Jangan mengandalkannya.
defence-closed = Pengadilan di sana tidak bekerja pada hari itu. Datanglah sebelumnya, dan tanyakan hari mana yang dihitung.
# safety-critical
defence-late = Hari itu sudah lewat. Tanyakan kepada pengacara hari ini apakah masih ada yang dapat diserahkan.
defence-sure-high = Seberapa pasti: tertulis dalam aturannya.
defence-sure-medium = Seberapa pasti: cukup. Ditulis dari ingatan atau dari berita, dan harus diperiksa.
defence-sure-low = Seberapa pasti: kurang. Anggap sebagai alasan untuk bertanya, tidak lebih.
defence-ph-plead-short = Katakan dalam jawaban kepada pengadilan bahwa gugatan itu SLAPP, yang dimaksudkan untuk membungkam Anda. Jika tidak ada dalam jawaban, pembelaan itu dapat hilang. Bila aturan perkara lingkungan diikuti, 15 hari dihitung sejak panggilan disampaikan.
defence-ph-plead = Menurut hukum acara perdata biasa, 30 hari dihitung sejak panggilan disampaikan untuk jawaban yang harus memuatnya. Pembelaan ini dikenal untuk perkara lingkungan.
defence-ph-plead-criminal = Mintalah pengadilan menolak dakwaan sebagai SLAPP sebelum Anda dibacakan dakwaan. Permohonan ini dikenal untuk perkara lingkungan.
defence-th-answer = Jawaban tertulis atas gugatan perdata dihitung sejak hari penyampaian: 15 hari. Katakan di sana bahwa gugatan dimaksudkan untuk membungkam Anda.
defence-th-hearing = Sebelum pengadilan menerima dakwaan ada sidang pendahuluan. Sampaikan di sana, dengan bukti, bahwa perkara diajukan dengan iktikad buruk, dan mintalah penolakan.
defence-th-reported = Jika karena laporan korupsi, beri tahu komisi antikorupsi segera: komisi dapat meminta polisi, jaksa atau pengadilan berhenti, dan pengacara dapat dibayar.
defence-id-exception = Katakan dalam jawaban pertama kepada pengadilan, bersama eksepsi, bahwa perkara dimaksudkan untuk membungkam pembela lingkungan. Pengadilan menentukan harinya; yang tidak diajukan saat itu dapat hilang.
defence-id-investigation = Jika karena lingkungan, katakan segera kepada penyidik dan jaksa, dan mintalah kementerian lingkungan hidup menilainya demikian.
defence-my-appear = Daftarkan kehadiran di pengadilan dalam 14 hari sejak penyampaian. Tidak ada pembelaan khusus terhadap gugatan semacam ini; tanyakan kepada pengacara tentang permohonan pembatalan gugatan.
defence-my-defence = Pembelaan tertulis harus diserahkan 14 hari setelah tenggat kehadiran, kira-kira 28 hari sejak penyampaian.
defence-vn-opinion = Serahkan pendapat tertulis kepada pengadilan dalam 15 hari sejak pemberitahuannya, dengan apa pun yang menunjukkan mengapa Anda digugat.

fault-proceeding-activity = Pilih apa yang mereka lakukan sebelumnya. “Tidak diketahui” juga jawaban.
fault-proceeding-backwards = Perkara berakhir sebelum diajukan. Periksa kedua tanggal.
fault-proceeding-basis = Pilih apa yang digugat atau didakwakan. “Tidak diketahui” juga jawaban.
fault-proceeding-claimant = Pilih siapa yang mengajukannya. “Tidak diketahui” juga jawaban.
fault-proceeding-code = Daftar tidak mengenal “{ $word }”. Pilih lagi.
fault-proceeding-continues = Tidak ada perkara yang dicatat dengan nomor itu, atau perkaranya sudah berlanjut. Periksa nomornya, atau kosongkan.
fault-proceeding-count = Tulis jumlah perkara lain dengan angka, paling banyak 999, atau kosongkan.
fault-proceeding-country = Pilih negara pengadilannya.
fault-proceeding-defendants = Pilih kira-kira berapa yang digugat atau didakwa. “Tidak diketahui” juga jawaban.
fault-proceeding-direction = Pilih terhadap siapa perkaranya.
fault-proceeding-ended = Itu bukan hari berakhirnya perkara. Tulis dengan tahun, dan dengan bulan jika ada harinya, semuanya dengan angka.
fault-proceeding-ended-ahead = Hari berakhirnya belum tiba. Periksa tahunnya: menurut kalender umum, misalnya 2026.
fault-proceeding-filed = Itu bukan hari pengajuan perkara. Tulis dengan tahun, dan dengan bulan jika ada harinya, semuanya dengan angka.
fault-proceeding-filed-ahead = Hari pengajuannya belum tiba. Periksa tahunnya: menurut kalender umum, misalnya 2026.
fault-proceeding-kind = Pilih jenis perkaranya.
fault-proceeding-many = Itu lebih dari yang dapat dimuat satu catatan. Kurangi.
fault-proceeding-nothing = Tulis apa yang berubah sejak itu, misalnya sampai di mana perkaranya.
fault-proceeding-number = Anda belum mencatat apa pun dengan nomor itu. Periksa nomornya, atau kosongkan.
fault-proceeding-old = Satu pilihan tidak dipakai lagi; “{ $word }” menggantikannya. Pilih lagi.
fault-proceeding-open = Perkara sudah berakhir dan sekaligus belum selesai. Pilih bagaimana berakhirnya, atau kosongkan hari berakhirnya.
fault-proceeding-outcome = Pilih bagaimana akhirnya, atau bahwa perkara belum selesai.
fault-proceeding-relation = Pilih hubungannya dengan yang pernah Anda catat, atau kosongkan nomor itu.
fault-proceeding-ruling = Perkara ditolak sebagai penyalahgunaan, tetapi Anda memilih bahwa pengadilan menyatakan bukan. Periksa keduanya.
fault-proceeding-served = Itu bukan hari sampainya surat. Tulis dengan tahun, dan dengan bulan jika ada harinya, semuanya dengan angka.
fault-proceeding-served-ahead = Hari sampainya surat belum tiba. Periksa tahunnya: menurut kalender umum, misalnya 2026.
fault-proceeding-served-late = Surat sampai setelah perkara berakhir. Periksa kedua tanggal.
fault-proceeding-stage = Pilih sampai di mana perkaranya. “Tidak diketahui” juga jawaban.
fault-proceeding-topic = Pilih tentang apa itu.
fault-slapp-court = Catat dulu, sebagai keadaan perkara, apa yang dinyatakan pengadilan. Lalu nilailah.
fault-slapp-evidence = Untuk “{ $word }”: tidak ada bukti atau catatan seperti itu dalam kasus ini. Pilih yang ada.
fault-slapp-indicator = “{ $word }” bukan petunjuk, atau tertulis dua kali.
fault-slapp-no-evidence = Untuk “{ $word }”: pilih bukti atau catatan yang menunjukkannya, atau katakan tidak diketahui.
fault-slapp-proceeding = Perkara sudah berlanjut sejak halaman ini dibuat. Buka lagi kasusnya dan periksa.
fault-slapp-reason = Tulis mengapa penilaian Anda berbeda dari petunjuk.
fault-slapp-result = Pilih penilaian Anda.

desk-proceeding-heading = Gugatan dan tuntutan
desk-proceeding-hint = Yang dicatat di sini hanya dibaca pemegang kasus; komputer kantor melihat bahwa Anda mencatat sesuatu. Pelapor tidak membacanya.
desk-proceeding-is = Mencatat gugatan atau tuntutan:
desk-proceeding-none = Belum ada yang dicatat.
desk-proceeding-facts = Tentang apa
desk-proceeding-dates = Tanggal
desk-proceeding-filed = diajukan { $date }
desk-proceeding-served = surat disampaikan { $date }
desk-proceeding-ended = berakhir { $date }
desk-proceeding-lasted = berlangsung { $days } hari
desk-proceeding-unserved = hari penyampaian tidak diketahui
desk-proceeding-sued = Yang digugat atau didakwa
desk-proceeding-money = Uang
desk-proceeding-remedies = Yang diminta dan dikabulkan terhadap penyalahgunaan
desk-proceeding-parallel = Perkara lain atas kejadian yang sama
desk-proceeding-states = { $count } catatan, yang terakhir pada { $date }
desk-proceeding-contradicts = Tanggalnya bertentangan: berakhir sebelum diajukan atau disampaikan. Catat keadaan berikutnya dengan tanggal yang benar.
desk-proceeding-lost = Tertulis bahwa ini lanjutan catatan sebelumnya, yang tidak ada.
desk-proceeding-belongs = Terkait dengan catatan { $number } tanggal { $date }: { $word }
desk-proceeding-log = Catat gugatan atau tuntutan, atau kelanjutannya
desk-proceeding-new = Yang baru
desk-proceeding-continues = Yang mana?
desk-proceeding-linked = Terkait dengan catatan mana?
desk-proceeding-entry = { $what }, { $date }
slapp-heading = Apakah ini SLAPP?
slapp-means = Dua petugas harus sependapat. Pendapat masing-masing ditandatangani dan disimpan, juga bila berbeda.
slapp-verdict-not_assessed = Belum dinilai: kurang dari dua petugas yang menyatakan pendapat.
slapp-unseen = Dinilai oleh: { $names }. Anda melihat pendapat mereka setelah menandatangani pendapat Anda, atau setelah dua orang menandatangani. Halaman ini menahannya; isinya ada dalam perkara, dan siapa yang mengubah program di komputernya sendiri dapat membacanya.
slapp-verdict-disputed = Diperselisihkan: tidak ada dua petugas yang sependapat.
slapp-verdict-agreed = Dua petugas atau lebih berpendapat:
slapp-differs = Yang lain berpendapat berbeda; tertulis di bawah.
slapp-by = { $name } pada { $date }:
slapp-suggests = Menurut petunjuk yang ditemukan petugas ini, aturannya menyarankan:
slapp-older = Perkara sudah berlanjut sejak itu.
slapp-counts-not = Ini tidak dihitung: petugas telah meninggalkan kasus atau dikeluarkan, atau tidak sesuai dengan isi kasus.
slapp-assess = Nilai
slapp-hint = Cari setiap petunjuk dalam isi kasus. Untuk setiap yang ada, sebutkan bukti atau catatan yang menunjukkannya. Yang dibiarkan tidak diketahui dihitung tidak diketahui.
slapp-present = Ada
slapp-absent = Tidak ada
slapp-unknown = Tidak diketahui
slapp-where = Terlihat di mana
slapp-where-none = Belum ada
slapp-exhibit = Bukti { $number }
slapp-note = Halaman, bagian atau alasan
slapp-result = Apa penilaian Anda?
slapp-result-hint = Satu atau dua petunjuk: mungkin. Tiga atau lebih, salah satunya menunjukkan bahwa perkara menyusul hal yang boleh dilakukan orang: kemungkinan besar. Yang dinyatakan pengadilan mendahului keduanya.
slapp-reason = Mengapa?
slapp-reason-hint = Harus ada bila penilaian Anda berbeda dari petunjuk.
slapp-do = Tandatangani penilaian Anda
slapp-hidden = Menandatangani apakah suatu gugatan merupakan SLAPP. Anda melihatnya setelah menandatangani pendapat Anda sendiri.
# Bagaimana petugas mengodekan apa yang dicatat dalam suatu perkara, untuk angka
coding-open = Pengodean: { $act }
coding-is-changed = dihitung lain daripada isi perkara sekarang
coding-is-found = belum dihitung
coding-is-none = belum dikodekan
coding-is-own = Anda kodekan, menunggu petugas kedua
coding-is-ready = dikodekan, menunggu penetapan
coding-is-second = dikodekan satu petugas
coding-is-settled = ditetapkan
coding-hidden = Mengodekan sesuatu yang dicatat. Anda melihat caranya setelah Anda sendiri mengodekannya.
coding-heading = Pengodean
coding-of = Nomor { $number }, bagian { $part }: { $act }
coding-back = Kembali ke perkara
coding-as = Dihitung sebagai
coding-as-act = Satu tindakan terhadap satu orang atau kelompok
coding-as-case = Satu perkara, diterima atau ditutup
coding-as-person = Satu orang yang dirugikan, untuk indikator 16.10.1
coding-as-proceeding = Satu proses hukum
coding-as-protection = Satu permohonan perlindungan
coding-state-changed = Isi perkara sekarang lain daripada yang dihitung. Tetapkan lagi.
coding-state-found = Ini belum dihitung. Ini dihitung setelah seorang petugas menetapkannya.
coding-state-none = Belum ada yang mengodekan ini.
coding-state-own = Anda sudah mengodekan ini. Petugas kedua masih harus mengodekannya, tanpa melihat kode Anda.
coding-state-ready = Ini sudah dikodekan. Ini dihitung setelah ditetapkan.
coding-state-second = Satu petugas sudah mengodekan ini. Diperlukan petugas kedua.
coding-state-settled = Ini sudah ditetapkan.
coding-twice = Dua petugas menetapkan ini pada saat yang sama, sehingga dihitung dua kali. Tetapkan sekali lagi, maka dihitung sekali.
coding-barred = Ini ditetapkan oleh petugas yang telah meninggalkan perkara atau dikecualikan darinya, atau bertumpu pada pengodeannya. Catatannya tetap dihitung sampai petugas lain menetapkannya lagi.
coding-withdrawn = Tidak ada lagi persetujuan orang ini untuk dihitung dalam perkara ini, sedangkan ia masih dihitung berdasarkan persetujuan. Keluarkan catatannya, tanpa petugas kedua. Bila hal ini umum diketahui, mintalah pengodean demikian, lalu tetapkan lagi.
coding-blind = Dikodekan oleh: { $names }. Anda melihat kode mereka setelah menyimpan kode Anda, untuk setiap hal yang mereka kodekan. Halaman ini menahannya; kode itu ada dalam perkara, dan siapa yang mengubah program di komputernya sendiri dapat membacanya.
coding-counted = Dihitung dalam { $period }.
coding-not-counted = Tidak ada yang dihitung darinya.
coding-history = Sejauh mana diverifikasi
coding-said = mengodekan
coding-said-settled = menetapkan
coding-independent-yes = Diverifikasi oleh pihak yang independen dari para pihak.
coding-independent-no = Tidak ada pemeriksa yang independen dari para pihak.
coding-independent-unknown = Tidak diketahui apakah ada pihak independen yang memeriksanya.
coding-compared = Berdampingan
coding-compared-hint = Kode terakhir dari setiap petugas. Kolom yang memerlukan dua petugas diberi tanda.
coding-field = Kolom
coding-differs = berbeda
coding-two = perlu dua
coding-settled-so = Ditetapkan
coding-do = Kodekan
coding-do-hint = Pilih apa yang Anda temukan sendiri, tanpa bertanya siapa lagi yang mengodekannya. Anda dapat mengodekannya lagi nanti: setiap pengodean tetap dalam riwayat.
coding-sources = Sumber
coding-sources-hint = Dari siapa ini diketahui, tanpa nama. “Masuk akal” dan “terverifikasi” memerlukan paling sedikit satu sumber, “didukung” dua, atau catatan pengadilan atau lembaga.
coding-source-connection = Apa kaitan sumber dengan hal ini
coding-source-reliability = Seberapa dapat dipercaya sumber itu
coding-independent = Apakah seseorang yang independen dari para pihak memverifikasinya?
coding-independent-hint = Pihak adalah yang mengalaminya, yang melakukannya, dan yang berbicara atau bekerja untuk salah satunya. “Terverifikasi” memerlukan orang lain.
coding-send = Simpan pengodean saya
coding-consent = Catat bahwa orang itu setuju dihitung
coding-consent-hint = Angka pasti menunjukkan orang satu per satu, menurut kerugian, kelompok dan tahun. Yang dihitung hanya yang menyetujuinya, atau yang sudah umum diketahui. Yang dicatat di sini ialah persetujuan orang yang mengalaminya, dan tidak berlaku bagi orang lain: catat untuk setiap orang. Bila orang yang sama mengalami beberapa tindakan, persetujuan itu berlaku untuk semua yang ditetapkan sebagai orang yang sama.
coding-consent-do = Catat persetujuan ini
coding-take-out-reason = Persetujuan untuk dihitung telah ditarik.
coding-take-out-do = Keluarkan catatannya
coding-take-out-level = Peramban Anda mengunci penetapan ini untuk perkara ini. Kepada server ini diberitahukan nomor acak catatan yang dikeluarkan, dan bukan perkaranya maupun Anda.
coding-settle = Tetapkan
coding-unassessed = Belum ada dua petugas yang menandatangani hal yang sama tentang apakah ini SLAPP. Sampai itu terjadi, ini dihitung sebagai belum dinilai, apa pun kodenya. Carilah dahulu tandanya dalam kasus.
coding-settle-hint = Di kolom yang memerlukan dua petugas, yang disepakati tetap. Jika berbeda, pilih satu dan katakan alasannya di bawah. Yang terbantah atau ganda juga ditetapkan, dan tidak dihitung; untuk gugatan hal itu dikatakan di bawah.
coding-period = Dihitung dalam
coding-period-hint = Kapan terjadi: triwulan seperti 2027-Q1, untuk orang tahun seperti 2027.
coding-person = Orang yang mana
coding-person-hint = Siapa yang sudah dihitung, pada tindakan lain dalam perkara ini atau dalam perkara lain lembaga Anda, dipilih di sini dan lalu dihitung sekali untuk setiap kerugian.
coding-person-new = Seseorang yang belum dihitung
coding-person-known = Orang dari nomor { $number }, tindakan { $part }
coding-person-elsewhere = Perkara { $word }, nomor { $number }, tindakan { $part }: { $act }, dihitung dalam { $period }
coding-person-look = Cari dalam perkara saya yang lain
coding-person-look-hint = Perkara yang Anda pegang dibuka untuk itu, paling banyak 200, dan catatan tindakan menyebutkannya. Siapa yang hanya membuka perkara ini tidak melihat bahwa orang itu dihitung dalam perkara lain.
coding-person-looked = Orang yang dihitung dalam perkara Anda yang lain: { $found }. Mereka ada dalam daftar di atas.
coding-uncounted = Tidak ada darinya yang dihitung
coding-uncounted-hint = Untuk gugatan yang ternyata tidak ada, atau yang sudah dihitung di perkara lain. Katakan alasannya di bawah. Jika catatannya sudah diserahkan, catatan itu dikeluarkan.
coding-reason-where = sekali untuk semua kolom, jika pengodean berbeda atau jika Anda menetapkan sesuatu lain daripada yang dikodekan
coding-settle-do = Tetapkan, dan serahkan catatan
coding-settle-level = Peramban Anda mengunci penetapan untuk perkara ini. Catatannya dikirim ke server ini hanya sebagai kode, yang dapat dibacanya: nomor acak, masa dan yang dipilih di sini. Server tidak diberi tahu perkaranya, dan tidak menyimpan Anda maupun harinya. Server yang mengamati pada saat ini melihat bahwa itu berasal dari Anda.
coding-hand-in = Serahkan catatan lagi
coding-hand-in-hint = Jika sambungan putus saat penetapan, catatan mungkin tidak sampai. Diserahkan dua kali, dihitung sekali.
coding-hand-in-do = Serahkan
coding-hand-in-level = Catatan dikirim ke server ini hanya sebagai kode, yang dapat dibacanya. Server tidak diberi tahu perkaranya.
coding-done-coded = Pengodean Anda tersimpan.
coding-done-consent = Persetujuan tercatat.
coding-done-handed = Catatan sudah diserahkan.
coding-done-settled = Sudah ditetapkan. Yang perlu diserahkan sudah diserahkan.
case-record-heading = Menghitung perkara ini
case-record-says = Yang dikatakan perkara
case-record-hint = Ini mengikuti hari masuknya perkara, apa yang ditandatangani dua petugas untuk menutupnya, dan hari-hari yang menurut server ini dijanjikan kepada pelapor. Tidak ada yang dipilih di sini.
case-record-promised = Penerimaan dianggap dikonfirmasi dengan jawaban pertama, atau ketika perkara ditutup. Hasil dianggap disampaikan ketika perkara ditutup. Yang belum jatuh tempo dapat ditetapkan lagi setelah harinya lewat: perkara akan mengatakannya.
case-record-body = Dihitung untuk
case-record-was = (sejauh ini dihitung: { $word })
case-record-level = Peramban Anda mengunci penetapan untuk perkara ini. Catatannya dikirim ke server ini hanya sebagai kode, yang dapat dibacanya: nomor acak, tahun dan yang tertulis di atas. Server tidak diberi tahu perkaranya, dan tidak menyimpan Anda maupun harinya. Server yang mengamati pada saat ini melihat bahwa itu berasal dari Anda.
case-record-history = Kapan ditetapkan
coding-report = Sejauh mana petugas sepakat
coding-report-hint = Atas perkara yang Anda pegang, paling banyak 200. Masing-masing dibuka untuk itu, dan catatan tindakan menyebutkannya.
coding-report-do = Buka dan hitung
coding-report-cases = Perkara dibuka: { $cases }. Dikodekan satu petugas, menunggu yang kedua: { $waiting }.
coding-agreement = Kesepakatan dua petugas yang mengodekan atau menilai tanpa saling melihat
coding-pairs = Pasangan
coding-agreed = Sepakat
coding-kappa = Kappa Cohen
coding-kappa-none = tidak terdefinisi
coding-kappa-hint = Kappa 1 jika semua sepakat, dan 0 jika sesering kebetulan. Tidak terdefinisi jika keduanya selalu memilih kode yang sama. Di bawah sekitar 30 pasangan, kappa tidak banyak berarti.
coding-indicators = Apakah SLAPP: keenam belas indikator bersama-sama
coding-agreement-file = Seberapa sepakat para pengode, untuk terbitan berikutnya
coding-agreement-file-hint = Ini diterbitkan di samping angka, sebagai berkas yang diserahkan kepada penanggung jawab data. Berkas itu menyebutkan untuk setiap bidang yang memerlukan dua petugas, dan untuk indikator SLAPP bersama-sama, paling sedikit berapa pasangan ada, bertingkat mulai dari 60, dan dalam rentang mana dari empat rentang kappa berada. Di dalamnya tidak ada perkara, petugas atau kode. Yang dihitung ialah yang ditetapkan dalam perkara lembaga Anda sendiri yang dibuka di atas: yang memegang paling banyak perkara membuat berkas itu, sekali, setelah masanya berakhir dan sebelum terbitannya dibuat.
coding-agreement-file-do = Tanda tangani dan simpan berkas
coding-agreement-file-level = Peramban Anda menghitung, membulatkan dan menandatanganinya. Tidak ada yang dikirim ke server ini.
coding-no-pairs = Belum ada yang dikodekan dua petugas.
coding-candidates = Mungkin satu peristiwa yang sama
coding-candidates-hint = Mirip dalam apa yang dilakukan, terhadap siapa dan kapan. Periksa keduanya. Satu peristiwa dikodekan sebagai ganda dalam salah satu dari kedua perkara, dan tidak dihitung di sana.
coding-candidates-none = Tidak ada.
coding-candidates-more = Masih ada lagi; ini yang paling mungkin.
coding-points = nilai: { $points } dari 4
coded-country = Negara
coded-act = Apa yang dilakukan
coded-completion = Sejauh mana
coded-verification = Sejauh mana diverifikasi
coded-unit = Terhadap siapa
coded-size = Berapa banyak mereka
coded-role = Apa yang menjadikan mereka sasaran
coded-activity = Apa yang mereka lakukan
coded-perpetrator = Siapa yang melakukannya
coded-degree = Bagaimana mereka terlibat
coded-sector = Sektor
coded-right = Hak asasi yang terdampak
coded-retaliation = Bentuk pembalasan
coded-remedy = Apa hasilnya
coded-online = Secara daring atau lewat telepon
coded-cross_border = Melintasi batas negara
coded-sex = Jenis kelamin atau gender
coded-age = Umur
coded-shown_because = Dihitung karena
coded-proceeding = Jenis proses hukum
coded-basis = Dasar hukum
coded-claimant = Siapa yang mengajukannya
coded-stage = Sudah sampai mana
coded-outcome = Bagaimana berakhir
coded-relief = Apa yang diminta
coded-slapp = Apakah ini SLAPP?
coded-topic = Tentang apa
coded-safeguard = Perlindungan yang dipakai
coded-applicant = Siapa yang memohon
coded-measure = Tindakan
coded-status = Keadaannya
coded-refusal = Mengapa ditolak
coded-risk = Risiko
coded-event = Apa yang terjadi
coded-disposition = Hasil
coded-acknowledgement = Penerimaan dikonfirmasi sampai hari yang dijanjikan
coded-feedback = Hasil disampaikan sampai hari yang dijanjikan
coded-word-received = Perkara masuk
coded-word-closed = Perkara ditutup
coded-word-kept = Tepat waktu
coded-word-late = Terlambat, atau tidak sama sekali
coded-word-not_due = Belum jatuh tempo
coded-word-yes = Ya
coded-word-no = Tidak
coded-word-unknown = Tidak diketahui
coded-word-other = Negara lain
coded-word-consented = orang itu menyetujuinya
coded-word-public = sudah umum diketahui
fault-coding-agreement = Terlalu sedikit dari masa ini dikode dua orang untuk ditunjukkan: kurang dari 60 pasangan, atau semuanya sama.
fault-coding-agreement-open = Masa ini belum berakhir. Pilih masa yang sudah berakhir: dari dua berkas untuk masa yang masih berjalan, orang dapat mengurangkan yang satu dari yang lain.
fault-coding-anew = Ini tidak cocok dengan isi perkara, atau buku kode telah berubah. Buka perkara lagi dan mulai pengodean ini dari awal.
fault-coding-both = { $field }: kedua petugas memilih hal yang sama, dan yang ditetapkan lain. Pilih pilihan mereka, atau kodekan lagi dahulu.
fault-coding-body = Perkara ini milik lembaga lain, yang petugasnya menetapkan dan menghitungnya.
fault-coding-code = { $field }: pilih sesuatu dari daftar.
fault-coding-consent = Dalam perkara ini tidak tercatat persetujuan orang ini untuk dihitung. Catat dahulu, di sini pada yang dialami orang itu, atau pilih bahwa hal ini sudah umum diketahui.
fault-coding-independence = Katakan apakah seseorang yang independen dari para pihak memverifikasinya.
fault-coding-many = Sebutkan paling banyak delapan sumber.
fault-coding-missing = { $field }: pilih sesuatu. Jika tidak ada yang tahu, pilih “Tidak diketahui”.
fault-coding-not-independent = “Terverifikasi” berarti oleh seseorang yang independen dari para pihak. Katakan bahwa ada, atau pilih status lain.
fault-coding-period = Tulis triwulan yang sudah dimulai, seperti 2027-Q1; untuk orang tahun, seperti 2027.
fault-coding-person = Pilih orang dari daftar, atau seseorang yang belum dihitung.
fault-coding-public = “Umum diketahui” didasarkan pada media, pengadilan, catatan resmi atau penelitian terbuka. Sebutkan sumber itu dalam pengodean.
fault-coding-reason = { $field }: para petugas berbeda, atau yang ditetapkan lain daripada yang dikodekan. Katakan alasannya; satu alasan cukup untuk seluruh penetapan.
fault-coding-second = Petugas kedua masih harus mengodekan ini.
fault-coding-sources = “{ $status }” didasarkan pada sumber. Sebutkan; “didukung” memerlukan dua, atau catatan pengadilan atau lembaga.
fault-coding-uncounted = Katakan mengapa tidak ada darinya yang dihitung.
fault-coding-verified = “Terverifikasi” memerlukan dua petugas yang mengodekannya demikian, masing-masing dengan seseorang yang independen. Tetapkan yang lebih rendah, atau minta dikodekan lagi.
fault-coding-verdict = { $field }: yang ditetapkan ialah yang dinilai sama oleh dua petugas dalam perkara, dan “belum dinilai” selama tidak ada dua yang menilai sama. Pilih itu, atau nilai dahulu.
fault-record-codes = Catatan ditolak: { $why }
fault-record-room = Begitu banyak catatan lembaga Anda menunggu sehingga tidak ada tempat. Serahkan lagi setelah malam ini.
